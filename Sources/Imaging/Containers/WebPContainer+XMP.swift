import Core

extension WebPContainer {
    private static let xmpFlag: UInt8 = 0x04
    private static let alphaFlag: UInt8 = 0x10

    /// The file with this packet as its only XMP, at the end; a simple file becomes an extended one around the same bitstream.
    func replacingXMP(by packet: [UInt8]) throws(ImagingError) -> [UInt8] {
        var body = Array("WEBP".utf8) + (try extendedHeader())
        for chunk in chunks where chunk.type != "VP8X" && chunk.type != "XMP " {
            body += bytes[chunk.whole]
            if chunk.whole.count % 2 == 1 { body.append(0) }
        }
        body += Array("XMP ".utf8)
        body.append(littleEndian: packet.count, bytes: 4)
        body += packet
        if packet.count % 2 == 1 { body.append(0) }
        var result = Array("RIFF".utf8)
        result.append(littleEndian: body.count, bytes: 4)
        return result + body
    }

    /// The `VP8X` chunk with the flag for XMP set, made from the bitstream where there was none.
    private func extendedHeader() throws(ImagingError) -> [UInt8] {
        guard let first = chunks.first, let shape = Self.shape(of: first.type, at: first.data.lowerBound, in: bytes),
            shape.size.width > 0, shape.size.height > 0
        else { throw .damaged(.webp, reason: "its first chunk says no size") }
        if first.type == "VP8X" {
            guard first.data.count == 10 else { throw .damaged(.webp, reason: "its extended header is cut") }
            var header = Array(bytes[first.whole])
            header[8] |= Self.xmpFlag
            return header
        }
        var header = Array("VP8X".utf8)
        header.append(littleEndian: 10, bytes: 4)
        header.append(littleEndian: Int(Self.xmpFlag | (shape.hasAlpha ? Self.alphaFlag : 0)), bytes: 4)
        header.append(littleEndian: shape.size.width - 1, bytes: 3)
        header.append(littleEndian: shape.size.height - 1, bytes: 3)
        return header
    }
}
