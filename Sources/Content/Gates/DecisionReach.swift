/// How far a decision about some parts of a story goes.
package enum DecisionReach: Hashable, Sendable {
    /// What was made by them is made again as well.
    case followers
    /// Other scenes stay as they are; what belongs to the same scene, and the film, is made again.
    case alone

    /// How a person says `alone`.
    package static let word = "only"
}
