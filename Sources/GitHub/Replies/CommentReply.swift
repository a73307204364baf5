import Core

/// A comment on an issue (`issues/list-comments`, `issues/create-comment`, `issues/update-comment`).
struct CommentReply: Decodable {
    let id: Int64
    let url: String
    let body: String?
    /// Nil where the account is gone.
    let user: UserReply?
    let app: ActingAppReply?
    let createdAt: String?
    let updatedAt: String?
    let reactions: Reactions?

    struct Reactions: Decodable {
        let count: Int?

        private enum CodingKeys: String, CodingKey {
            case count = "total_count"
        }
    }

    private enum CodingKeys: String, CodingKey {
        case id, body, user, reactions
        case url = "html_url"
        case app = "performed_via_github_app"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }

    var comment: PostedComment { PostedComment(id: String(id), location: url, body: body ?? "") }

    func threadComment(_ authorship: Authorship) -> ThreadComment {
        let created = Timestamp(reply: createdAt)
        return ThreadComment(
            id: id, body: body ?? "", author: user?.actor(through: app), createdAt: created,
            updatedAt: updatedAt.map { Timestamp(reply: $0) } ?? created,
            // Where GitHub does not say, somebody may have.
            hasReactions: reactions.map { ($0.count ?? 1) > 0 } ?? true,
            isOwn: authorship.owns(self) && CommentMarker.isAny(body ?? ""))
    }
}
