/// Why a text does not name an issue; each case is a different thing to type instead.
package enum IssueReferenceError: Error, Hashable, Sendable {
    case unreadable(String)
    /// A number alone does not say in which repository.
    case needsRepository(number: Int)
    case notARepository(String)
    case pullRequest(String)
    /// An address of another server than the one that is set.
    case otherServer(host: String, expected: [String])
    case noSuchFile(path: String, near: [String])
    /// A folder, a thread, or a file that is not Markdown.
    case notAnIssueFile(path: String, reason: String)
}

extension IssueReferenceError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let text):
            "'\(text)' does not name an issue. Give owner/repo#12, an issue's address, 12 with --repo owner/repo, "
                + "or the path of a Markdown file."
        case .needsRepository(let number):
            "Issue \(number) of which repository? Add --repo owner/repo, or give owner/repo#\(number)."
        case .notARepository(let text): "'\(text)' is not a repository. Give it as owner/repo."
        case .pullRequest(let text): "'\(text)' is a pull request. Give an issue: briefs are read from issues alone."
        case .otherServer(let host, let expected):
            "'\(host)' is not the GitHub that is set (\(expected.joined(separator: ", "))). "
                + "Set GITHUB_SERVER_URL and GITHUB_API_URL for another one."
        case .noSuchFile(let path, let near):
            "There is no file '\(path)'."
                + (near.isEmpty
                    ? " Give the path of a Markdown file, or owner/repo#12."
                    : " Did you mean \(near.map { "'\($0)'" }.joined(separator: " or "))?")
        case .notAnIssueFile(let path, let reason): "'\(path)' can't stand in for an issue: \(reason)."
        }
    }
}
