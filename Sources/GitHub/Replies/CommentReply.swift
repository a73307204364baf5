import Core

/// A comment on an issue (`issues/list-comments`, `issues/create-comment`, `issues/update-comment`).
struct CommentReply: Decodable {
    let id: Int64
    let url: String
    let body: String?
    /// Nil where the account is gone.
    let user: UserReply?

    private enum CodingKeys: String, CodingKey {
        case id, body, user
        case url = "html_url"
    }

    var comment: PostedComment { PostedComment(id: String(id), location: url, body: body ?? "") }
}
