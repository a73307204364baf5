/// Stands in for Git's programs where Git is not installed: a repository on this machine is greeted through libgit2.
final class DirectSession: GitSession {
    let advertisement: Advertisement
    init(at path: String) throws(GitError) {
        throw .unsupported(what: "A remote on this machine without the program git", hint: "Install git.")
    }
    func converse(_ parts: [PackPart]) async throws(GitError) -> ReplyStream { ReplyStream([]) }
    func close() {}
}
