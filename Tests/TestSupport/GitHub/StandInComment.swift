/// A comment that the stand-in keeps.
package struct StandInComment: Hashable, Sendable {
    package let id: Int
    package var body: String
    package let author: StandInAccount
    /// How often it was edited.
    package var edits = 0
}
