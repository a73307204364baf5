import Content
import Core
import Resources
import Review

/// The models, what they are told and what they judge by: what is shipped, and a repository's own files, which a run keeps.
struct ModelFiles: Sendable {
    let registry: ModelRegistry
    let prompts: PromptTemplates
    let rubric: Rubric
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
        guard let found = try finder.resource(at: RubricReader.path) else {
            rubric = Rubric(scale: [], criteria: [], digest: "")
            return
        }
        rubric = try RubricReader.read(found.text, file: found.file, reserved: Self.reserved)
    }

    /// The names that a rubric may not give its criteria: those that mean something else already.
    private static let reserved = Set(Criterion.allCases.map(\.rawValue))
        .union([RunThresholds.score, SemanticSettings.whole])

    /// Where a repository keeps them.
    static let folders = [ModelReader.folder, PromptReader.folder]

    /// The files of a folder of the file system, as a checkout is.
    static func texts(in folder: String) throws -> [String: String] {
        let finder = ResourceFinder(folder: folder)
        var found = try folders.flatMap { try finder.resources(in: $0) }
        if let rubric = try finder.resource(at: RubricReader.path) { found.append(rubric) }
        return Dictionary(uniqueKeysWithValues: found.filter { !$0.isShipped }.map { ($0.file, $0.text) })
    }
}
