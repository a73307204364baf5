package import Core

/// A check run that the stand-in keeps.
package struct StandInCheck: Hashable, Sendable {
    package let id: Int
    package let name: String
    package let commit: String
    package let externalID: String?
    package let author: StandInAccount
    package var status: String
    package var conclusion: String?
    package var title: String
    package var summary: String
    /// All that were ever sent, as they are added and never taken back.
    package var annotations: [JSONValue] = []
    package var actions: [JSONValue] = []
    /// How often it was changed.
    package var edits = 0
}
