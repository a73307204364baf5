import Core

/// A PNG file as its chunks, from the PNG specification (third edition, https://www.w3.org/TR/png-3/).
struct PNGContainer {
    struct Chunk {
        let type: String
        /// Length, type, data and checksum.
        let whole: Range<Int>
        /// The data alone.
        let data: Range<Int>
    }

    let bytes: [UInt8]
    let chunks: [Chunk]

    /// Refuses a file whose chunks do not lead from `IHDR` over `IDAT` to `IEND`.
    init(_ bytes: [UInt8]) throws(ImagingError) {
        var chunks: [Chunk] = []
        var offset = 8
        while chunks.last?.type != "IEND" {
            guard let length = bytes.bigEndian32(at: offset), let type = bytes.word(at: offset + 4),
                offset + 12 + length <= bytes.count
            else { throw .damaged(.png, reason: "it ends before its IEND chunk") }
            let data = (offset + 8)..<(offset + 8 + length)
            chunks.append(Chunk(type: type, whole: offset..<(data.upperBound + 4), data: data))
            offset = data.upperBound + 4
        }
        guard chunks.first?.type == "IHDR", chunks.contains(where: { $0.type == "IDAT" }) else {
            throw .damaged(.png, reason: "its header or its pixels are missing")
        }
        self.bytes = bytes
        self.chunks = chunks
    }

    static func header(of bytes: [UInt8]) throws(ImagingError) -> ImageHeader {
        guard bytes.has("IHDR", at: 12), let width = bytes.bigEndian32(at: 16), let height = bytes.bigEndian32(at: 20),
            bytes.count > 25, width > 0, height > 0
        else { throw .damaged(.png, reason: "its header is missing or says nought pixels") }
        let hasAlpha = bytes[25] & 4 != 0 || hasTransparency(bytes)
        return ImageHeader(mediaType: .png, size: PixelSize(width: width, height: height), hasAlpha: hasAlpha)
    }

    /// Whether a `tRNS` chunk stands before the pixels.
    private static func hasTransparency(_ bytes: [UInt8]) -> Bool {
        var offset = 8
        while let length = bytes.bigEndian32(at: offset), let type = bytes.word(at: offset + 4), type != "IDAT" {
            if type == "tRNS" { return true }
            offset += 12 + length
        }
        return false
    }
}
