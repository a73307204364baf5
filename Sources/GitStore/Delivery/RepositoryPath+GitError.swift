import Core

extension RepositoryPath {
    /// The path of a file to deliver, or what stands against it.
    init(delivering path: String) throws(GitError) {
        guard let checked = RepositoryPath(path) else {
            throw .badPath(GitText.line(path, limit: 200), reason: Self.fault(in: path) ?? "it can't be used")
        }
        self = checked
    }
}
