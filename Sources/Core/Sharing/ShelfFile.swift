/// A file of a shared folder, as the shelf names its content.
package struct ShelfFile: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }
}
