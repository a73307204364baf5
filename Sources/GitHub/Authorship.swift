/// Which comments count as our own; a marker alone does not, because anybody can paste it.
enum Authorship: Equatable, Sendable {
    /// Those of this account.
    case account(login: String)
    /// Those of any app: an installation's token, that of a workflow too, can't ask who it is.
    ///
    /// A person can't pass for an app. Another app could, if it let a person dictate the first line of its comment.
    case anyApp
    /// None: without a token nothing can have been posted.
    case nobody

    func owns(_ comment: CommentReply) -> Bool { owns(comment.user) }

    func owns(_ user: UserReply?) -> Bool {
        guard let user else { return false }
        return switch self {
        case .account(let login): user.login.lowercased() == login.lowercased()
        case .anyApp: user.type == "Bot"
        case .nobody: false
        }
    }
}
