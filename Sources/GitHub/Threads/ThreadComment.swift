package import Core

/// A comment of anybody's on an issue.
package struct ThreadComment: Hashable, Sendable {
    package let id: Int64
    package let body: String
    /// Nil where the account is gone.
    package let author: GitHubActor?
    package let createdAt: Timestamp
    /// Later than `createdAt` where it has been edited.
    package let updatedAt: Timestamp
    /// Whether somebody has reacted to it.
    package let hasReactions: Bool
    /// Whether it is the bot's own: by its author, and by a marker of the bot's as its first line.
    package let isOwn: Bool

    package init(
        id: Int64, body: String, author: GitHubActor?, createdAt: Timestamp, updatedAt: Timestamp? = nil,
        hasReactions: Bool = false, isOwn: Bool = false
    ) {
        self.id = id
        self.body = body
        self.author = author
        self.createdAt = createdAt
        self.updatedAt = updatedAt ?? createdAt
        self.hasReactions = hasReactions
        self.isOwn = isOwn
    }
}
