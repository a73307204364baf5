package import Core

/// The pictures that a comment shows beside what is to be decided.
package struct ShownPictures: Hashable, Sendable {
    /// By the hash of the picture.
    package let addresses: [SHA256Digest: String]
    /// Why there are none, though there should be.
    package let trouble: String?

    package init(addresses: [SHA256Digest: String], trouble: String?) {
        self.addresses = addresses
        self.trouble = trouble
    }
}
