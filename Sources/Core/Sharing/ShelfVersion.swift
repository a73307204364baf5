/// How a shared folder stood at some moment; the shelf alone knows what the text means.
package struct ShelfVersion: Hashable, Sendable, CustomStringConvertible {
    package let text: String
    package var description: String { text }

    package init(_ text: String) { self.text = text }
}
