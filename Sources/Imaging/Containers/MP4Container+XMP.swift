import Core

/// The boxes at the top of an MP4 file (ISO 14496-12).
struct MP4Container {
    private struct Box {
        let type: String
        let whole: Range<Int>
        /// The first bytes, those of its size and type included.
        let head: [UInt8]
    }

    private let boxes: [Box]

    /// XMP lies in a `uuid` box of this identifier (XMP specification part 3, 1.1.6).
    private static let xmp: [UInt8] = [
        0xbe, 0x7a, 0xcf, 0xcb, 0x97, 0xa9, 0x42, 0xe8, 0x9c, 0x71, 0x99, 0x94, 0x91, 0xe3, 0xaf, 0xac,
    ]

    init(_ source: MP4Source) throws(ImagingError) {
        var boxes: [Box] = []
        var offset = 0
        while offset < source.length {
            let head = source.read(offset, 24)
            guard let size = head.bigEndian32(at: 0), let type = head.word(at: 4) else {
                throw .damaged(.mp4, reason: "it ends within a box")
            }
            var whole = size
            if size == 1 {
                guard let high = head.bigEndian32(at: 8), let low = head.bigEndian32(at: 12), high < 1 << 20
                else { throw .damaged(.mp4, reason: "it ends within a box") }
                whole = high << 32 | low
            }
            // A size of nought means that the box goes on to the end.
            if size == 0 { whole = source.length - offset }
            guard whole >= 8, whole <= source.length - offset else {
                throw .damaged(.mp4, reason: "a box is longer than the file")
            }
            boxes.append(Box(type: type, whole: offset..<offset + whole, head: head))
            offset += whole
        }
        self.boxes = boxes
    }

    /// What makes this packet the file's only XMP: it comes at the end, where it moves nothing that an index points at.
    ///
    /// An earlier packet makes room by becoming free space of the same length.
    func replacingXMP(by packet: [UInt8]) throws(ImagingError) -> MP4Edit {
        var edit = MP4Edit()
        for (position, box) in boxes.enumerated() {
            let start = box.whole.lowerBound
            if box.type == "uuid", box.head.suffix(16).elementsEqual(Self.xmp) {
                edit.overwritten.append((start + 4, Array("free".utf8)))
            }
            // What goes on to the end would take in whatever is put behind it.
            if position == boxes.count - 1, box.head.bigEndian32(at: 0) == 0 {
                guard box.whole.count < 1 << 32 else { throw .damaged(.mp4, reason: "its last box says no length") }
                var size: [UInt8] = []
                size.append(bigEndian32: box.whole.count)
                edit.overwritten.append((start, size))
            }
        }
        edit.appended.append(bigEndian32: 24 + packet.count)
        edit.appended += Array("uuid".utf8) + Self.xmp + packet
        return edit
    }
}
