/// A reaction to a comment (`reactions/list-for-issue-comment`).
struct ReactionReply: Decodable {
    let content: String
    let user: UserReply?
}
