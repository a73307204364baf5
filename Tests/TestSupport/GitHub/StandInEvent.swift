package import Core

/// What the stand-in remembers of who did what to an issue.
package struct StandInEvent: Hashable, Sendable {
    package let id: Int
    /// GitHub's word, as `labeled`.
    package let kind: String
    package let label: String?
    /// Nil where the account is gone.
    package let actor: StandInAccount?
    package let at: Timestamp
}
