import Core

extension Provenance {
    /// A file after its provenance was to be put in.
    package struct Embedded: Hashable, Sendable {
        package let bytes: [UInt8]
        /// Whether the file came with a C2PA manifest; its bytes are then the same as before.
        package let isSigned: Bool
    }

    /// Puts the XMP packet into a file, in place of an earlier one, without touching a pixel or the type of the file.
    ///
    /// Signed files come back as they are: any change would break the signature.
    package func embed(in bytes: [UInt8]) throws(ImagingError) -> Embedded {
        guard let type = MediaType(sniffing: bytes) else { throw .unknownFormat }
        if ContentCredentials.arePresent(in: bytes) { return Embedded(bytes: bytes, isSigned: true) }
        let packet = Array(xmp.utf8)
        switch type {
        case .png: return Embedded(bytes: try PNGContainer(bytes).replacingXMP(by: packet), isSigned: false)
        case .jpeg: return Embedded(bytes: try JPEGContainer(bytes).replacingXMP(by: packet), isSigned: false)
        case .webp: return Embedded(bytes: try WebPContainer(bytes).replacingXMP(by: packet), isSigned: false)
        case .mp4:
            let edit = try MP4Container(MP4Source(bytes)).replacingXMP(by: packet)
            return Embedded(bytes: edit.applied(to: bytes), isSigned: false)
        case .wav, .mp3, .json: throw .unsupported(type, operation: "Writing provenance")
        }
    }
}
