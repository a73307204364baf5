/// A picture that goes into a request: a reference, a picture to change, a first frame, something to judge.
package struct SourcePicture: Hashable, Sendable {
    /// A whole file, its type known from its own bytes.
    package let bytes: [UInt8]
    package let mediaType: MediaType

    package init(bytes: [UInt8], mediaType: MediaType) {
        self.bytes = bytes
        self.mediaType = mediaType
    }
}
