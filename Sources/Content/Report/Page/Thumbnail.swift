package import Core

/// A small picture that stands in the page itself.
package struct Thumbnail: Hashable, Sendable {
    package let bytes: [UInt8]
    package let mediaType: MediaType

    package init(bytes: [UInt8], mediaType: MediaType) {
        self.bytes = bytes
        self.mediaType = mediaType
    }
}
