import Core

/// An issue in a repository's list (`issues/list-for-repo`).
struct IssueEntryReply: Decodable {
    let number: Int
    let updatedAt: String?
    /// Present where it is a pull request.
    let pullRequest: JSONValue?

    private enum CodingKeys: String, CodingKey {
        case number
        case updatedAt = "updated_at"
        case pullRequest = "pull_request"
    }
}
