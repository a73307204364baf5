package import Core

/// A comment that the stand-in keeps.
package struct StandInComment: Hashable, Sendable {
    package let id: Int
    package var body: String
    package let author: StandInAccount
    /// How often it was edited.
    package var edits = 0
    package var createdAt = Timestamp(milliseconds: 0)
    package var updatedAt = Timestamp(milliseconds: 0)
    package var reactions: [StandInReaction] = []
    /// Whether its author's account is gone.
    package var isAuthorGone = false
}
