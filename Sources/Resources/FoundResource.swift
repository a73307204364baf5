/// A resource's text and where it came from.
package struct FoundResource: Hashable, Sendable {
    /// The path that problems name.
    package let file: String
    package let text: String
    /// Whether it came out of the binary rather than the repository.
    package let isShipped: Bool
}
