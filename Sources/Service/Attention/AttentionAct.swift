package import Core
package import GitHub

/// What is to be done about an issue; doing it twice is doing it once.
package enum AttentionAct: Hashable, Sendable {
    case start(RunStart)
    /// Into the inbox of a run; `key` tells the letter from every other one, so that it counts once.
    case deliver(Letter, to: RunID, key: String)
    case react(Reaction, to: Int64)
    /// A comment of the bot's own, found again by its marker.
    case say(CommentMarker, String)
    /// What a run would do and cost, below `head`.
    case sayPlan(CommentMarker, head: String)
    /// The comment is done with.
    case remember(comment: Int64, updatedAt: Timestamp)
    /// So is the button that was pressed; `delivery`: the one that told of it.
    case rememberPress(delivery: String)
}
