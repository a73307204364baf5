import Core

extension IssueIdentity {
    /// As people call it; a file by its name alone.
    var shortName: String {
        switch self {
        case .github: description
        case .file(let path): path.split(separator: "/").last.map(String.init) ?? path
        }
    }
}
