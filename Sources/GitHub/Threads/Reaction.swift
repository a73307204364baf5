/// How the bot acknowledges a comment without another one; the words are GitHub's.
package enum Reaction: String, Hashable, Sendable, CaseIterable {
    /// Seen.
    case eyes
    /// Done.
    case thumbsUp = "+1"
    /// Not understood, or not allowed.
    case confused
}
