import Core

/// Which runs a stream is about.
enum StreamScope: Hashable, Sendable {
    case all
    case run(RunID)
    /// By name, in lower case.
    case repositories(Set<String>)

    /// `repository`: that of the run, in lower case; nil where it is not known.
    func takes(_ run: RunID, of repository: String?) -> Bool {
        switch self {
        case .all: true
        case .run(let own): own == run
        case .repositories(let names): repository.map(names.contains) ?? false
        }
    }
}
