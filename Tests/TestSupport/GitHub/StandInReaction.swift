/// A reaction to a comment that the stand-in keeps.
package struct StandInReaction: Hashable, Sendable {
    package let content: String
    package let author: StandInAccount
}
