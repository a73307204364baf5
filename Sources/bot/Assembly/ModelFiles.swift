import Content
import Core
import Resources

/// The models and what they are told: what is shipped, and a repository's own files, which a run keeps.
struct ModelFiles: Sendable {
    let registry: ModelRegistry
    let prompts: PromptTemplates
    /// The repository's own files, text by path.
    let own: [String: String]

    /// Throws `ResourceErrors` that name the file, line and column.
    init(own: [String: String] = [:], providers: Set<String>) throws {
        let finder = ResourceFinder(
            repository: { path in own[path].map { Array($0.utf8) } },
            names: { folder in
                own.keys.filter { $0.hasPrefix(folder + "/") }.map { String($0.dropFirst(folder.count + 1)) }
            })
        self.own = own
        registry = ModelRegistry(
            try finder.resources(in: ModelReader.folder).map { found in
                try ModelReader.read(found.text, file: found.file, providers: providers)
            })
        prompts = PromptTemplates(
            try finder.resources(in: PromptReader.folder).map { try PromptReader.read($0.text, file: $0.file) })
    }

    /// Where a repository keeps them.
    static let folders = [ModelReader.folder, PromptReader.folder]

    /// The files of a folder of the file system, as a checkout is.
    static func texts(in folder: String) throws -> [String: String] {
        let finder = ResourceFinder(folder: folder)
        let found = try folders.flatMap { try finder.resources(in: $0) }.filter { !$0.isShipped }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.file, $0.text) })
    }
}
