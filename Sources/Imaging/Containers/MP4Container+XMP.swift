import Core

/// The boxes at the top of an MP4 file (ISO 14496-12).
struct MP4Container {
    private let bytes: [UInt8]
    private let boxes: [(type: String, whole: Range<Int>)]

    /// XMP lies in a `uuid` box of this identifier (XMP specification part 3, 1.1.6).
    private static let xmp: [UInt8] = [
        0xbe, 0x7a, 0xcf, 0xcb, 0x97, 0xa9, 0x42, 0xe8, 0x9c, 0x71, 0x99, 0x94, 0x91, 0xe3, 0xaf, 0xac,
    ]

    init(_ bytes: [UInt8]) throws(ImagingError) {
        self.bytes = bytes
        var boxes: [(type: String, whole: Range<Int>)] = []
        var offset = 0
        while offset < bytes.count {
            guard let size = bytes.bigEndian32(at: offset), let type = bytes.word(at: offset + 4) else {
                throw .damaged(.mp4, reason: "it ends within a box")
            }
            var whole = size
            if size == 1 {
                guard let high = bytes.bigEndian32(at: offset + 8), let low = bytes.bigEndian32(at: offset + 12),
                    high < 1 << 20
                else { throw .damaged(.mp4, reason: "it ends within a box") }
                whole = high << 32 | low
            }
            // A size of nought means that the box goes on to the end.
            if size == 0 { whole = bytes.count - offset }
            guard whole >= 8, whole <= bytes.count - offset else {
                throw .damaged(.mp4, reason: "a box is longer than the file")
            }
            boxes.append((type, offset..<offset + whole))
            offset += whole
        }
        self.boxes = boxes
    }

    /// The file with this packet as its only XMP, at the end, where it moves nothing that an index points at.
    ///
    /// An earlier packet makes room by becoming free space of the same length.
    func replacingXMP(by packet: [UInt8]) throws(ImagingError) -> [UInt8] {
        var result = bytes
        for (position, box) in boxes.enumerated() {
            let start = box.whole.lowerBound
            if box.type == "uuid", result[start..<min(start + 24, result.count)].suffix(16).elementsEqual(Self.xmp) {
                result.replaceSubrange(start + 4..<start + 8, with: Array("free".utf8))
            }
            // What goes on to the end would take in whatever is put behind it.
            if position == boxes.count - 1, bytes.bigEndian32(at: start) == 0 {
                guard box.whole.count < 1 << 32 else { throw .damaged(.mp4, reason: "its last box says no length") }
                var size: [UInt8] = []
                size.append(bigEndian32: box.whole.count)
                result.replaceSubrange(start..<start + 4, with: size)
            }
        }
        result.append(bigEndian32: 24 + packet.count)
        result += Array("uuid".utf8) + Self.xmp + packet
        return result
    }
}
