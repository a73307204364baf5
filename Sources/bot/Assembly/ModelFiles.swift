import Core
import Resources
import Review

/// The registry of models and the rubric of their judges: what is shipped, and a repository's own files, which a run keeps.
struct ModelFiles: Sendable {
    let registry: ModelRegistry
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
        guard let found = try finder.resource(at: RubricReader.path) else {
            rubric = Rubric(scale: [], criteria: [], digest: "")
            return
        }
        rubric = try RubricReader.read(found.text, file: found.file, reserved: Self.reserved)
    }

    /// The names that a rubric may not give its criteria: those that mean something else already.
    private static let reserved = Set(Criterion.allCases.map(\.rawValue))
        .union([RunThresholds.score, SemanticSettings.whole])

    /// The files of a folder of the file system, as a checkout is.
    static func texts(in folder: String) throws -> [String: String] {
        let finder = ResourceFinder(folder: folder)
        var found = try finder.resources(in: ModelReader.folder)
        if let rubric = try finder.resource(at: RubricReader.path) { found.append(rubric) }
        return Dictionary(uniqueKeysWithValues: found.filter { !$0.isShipped }.map { ($0.file, $0.text) })
    }
}
