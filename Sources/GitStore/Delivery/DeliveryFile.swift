/// A file to be delivered: where it goes in the repository, and what it holds.
package struct DeliveryFile: Hashable, Sendable {
    /// Relative to the repository's root, its parts separated by `/`; checked before anything is done.
    package let path: String
    package let content: Content

    package init(path: String, content: Content) {
        self.path = path
        self.content = content
    }

    package enum Content: Hashable, Sendable {
        /// A file on this machine, streamed however long it is.
        case file(path: String)
        case bytes([UInt8])
    }
}
