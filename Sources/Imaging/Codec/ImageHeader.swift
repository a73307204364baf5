package import Core

/// What a picture's first bytes say about it, read without decoding anything.
package struct ImageHeader: Hashable, Sendable {
    package let mediaType: MediaType
    /// As stored: an EXIF orientation may still swap the sides.
    package let size: PixelSize
    package let hasAlpha: Bool

    package init(mediaType: MediaType, size: PixelSize, hasAlpha: Bool) {
        self.mediaType = mediaType
        self.size = size
        self.hasAlpha = hasAlpha
    }

    /// Reads the header of a PNG, JPEG or WebP file; the rest of the file may be missing.
    package init(of bytes: [UInt8]) throws(ImagingError) {
        switch MediaType(sniffing: bytes) {
        case .png: self = try PNGContainer.header(of: bytes)
        case .jpeg: self = try JPEGContainer.header(of: bytes)
        case .webp: self = try WebPContainer.header(of: bytes)
        case .mp4: throw .unsupported(.mp4, operation: "Reading a picture")
        case .wav: throw .unsupported(.wav, operation: "Reading a picture")
        case .mp3: throw .unsupported(.mp3, operation: "Reading a picture")
        case .json: throw .unsupported(.json, operation: "Reading a picture")
        case nil: throw .unknownFormat
        }
    }
}
