package import Core

/// What a repository's list of issues says, or that it says what it did before.
package struct IssueListing: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package let number: Int
        package let updatedAt: Timestamp
    }

    /// In the order in which they were last changed; nil where nothing has changed since the answer that `etag` names.
    package let entries: [Entry]?
    /// Names the answer, for the next time; it holds for one token only.
    package let etag: String?
    /// The least rest that GitHub asks for between two looks.
    package let rest: Duration?
}
