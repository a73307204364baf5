/// A text is not JSON.
package struct JSONReadingError: Error, Hashable, CustomStringConvertible {
    /// Where it stops being JSON, in UTF-8 bytes from the start.
    package let offset: Int

    package var description: String { "it is not JSON at byte \(offset)" }
}
