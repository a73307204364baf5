import Core

/// An issue in a list of them, as far as it is needed there (`issues/list-for-repo`, version 2022-11-28).
struct ListedIssueReply: Decodable {
    let number: Int
    let updatedAt: String?
    /// Present where the issue is a pull request.
    let pullRequest: JSONValue?

    private enum CodingKeys: String, CodingKey {
        case number
        case updatedAt = "updated_at"
        case pullRequest = "pull_request"
    }
}
