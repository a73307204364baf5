import Core

/// A WebP file as its RIFF chunks, from RFC 9649.
struct WebPContainer {
    struct Chunk {
        let type: String
        /// Type, size, data and the byte that pads an odd size.
        let whole: Range<Int>
        let data: Range<Int>
    }

    let bytes: [UInt8]
    let chunks: [Chunk]

    /// Refuses a file whose chunks do not fill exactly the length that it gives itself.
    init(_ bytes: [UInt8]) throws(ImagingError) {
        guard let length = bytes.littleEndian32(at: 4), length >= 4, length + 8 <= bytes.count else {
            throw .damaged(.webp, reason: "it ends before the length that it gives itself")
        }
        let end = length + 8
        var chunks: [Chunk] = []
        var offset = 12
        while offset < end {
            guard let size = bytes.littleEndian32(at: offset + 4), let type = bytes.word(at: offset),
                offset + 8 + size <= end
            else { throw .damaged(.webp, reason: "a chunk is longer than the file") }
            let data = (offset + 8)..<(offset + 8 + size)
            chunks.append(Chunk(type: type, whole: offset..<min(data.upperBound + size % 2, end), data: data))
            offset = data.upperBound + size % 2
        }
        guard chunks.contains(where: { ["VP8 ", "VP8L", "ANMF"].contains($0.type) }) else {
            throw .damaged(.webp, reason: "it has no pixels")
        }
        self.bytes = bytes
        self.chunks = chunks
    }

    static func header(of bytes: [UInt8]) throws(ImagingError) -> ImageHeader {
        guard let type = bytes.word(at: 12), let shape = shape(of: type, at: 20, in: bytes),
            shape.size.width > 0, shape.size.height > 0
        else { throw .damaged(.webp, reason: "its header is missing or says nought pixels") }
        return ImageHeader(mediaType: .webp, size: shape.size, hasAlpha: shape.hasAlpha)
    }

    /// Size and alpha, as the bitstream or the extended header of a chunk with this data says.
    static func shape(of type: String, at data: Int, in bytes: [UInt8]) -> (size: PixelSize, hasAlpha: Bool)? {
        switch type {
        case "VP8X":
            guard let width = bytes.littleEndian24(at: data + 4), let height = bytes.littleEndian24(at: data + 7) else {
                return nil
            }
            return (PixelSize(width: width + 1, height: height + 1), bytes[data] & 0x10 != 0)
        case "VP8L":
            guard bytes.count > data, bytes[data] == 0x2f, let bits = bytes.littleEndian32(at: data + 1) else {
                return nil
            }
            return (PixelSize(width: bits & 0x3fff + 1, height: bits >> 14 & 0x3fff + 1), bits >> 28 & 1 == 1)
        case "VP8 ":
            guard bytes.count >= data + 10, bytes[(data + 3)..<(data + 6)].elementsEqual([0x9d, 0x01, 0x2a]),
                let bits = bytes.littleEndian32(at: data + 6)
            else { return nil }
            return (PixelSize(width: bits & 0x3fff, height: bits >> 16 & 0x3fff), false)
        default: return nil
        }
    }
}
