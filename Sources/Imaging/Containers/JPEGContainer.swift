import Core

/// A JPEG file as the segments before its first scan, from ITU-T T.81, annex B.
struct JPEGContainer {
    struct Segment {
        let marker: UInt8
        /// Marker, length and payload.
        let whole: Range<Int>
        let payload: Range<Int>
    }

    let bytes: [UInt8]
    let segments: [Segment]

    /// Refuses a file whose segments do not lead to a scan, or that has no end marker after it.
    init(_ bytes: [UInt8]) throws(ImagingError) {
        self.bytes = bytes
        segments = try Self.segments(of: bytes) { $0.marker == 0xda }
        guard segments.contains(where: { Self.isFrame($0.marker) }) else {
            throw .damaged(.jpeg, reason: "it has no frame header")
        }
        guard let scan = segments.last, Self.hasEnd(bytes, after: scan.whole.upperBound) else {
            throw .damaged(.jpeg, reason: "it ends within its pixels")
        }
    }

    static func header(of bytes: [UInt8]) throws(ImagingError) -> ImageHeader {
        let segments = try segments(of: bytes) { isFrame($0.marker) || $0.marker == 0xda }
        guard let frame = segments.last, isFrame(frame.marker), frame.payload.count >= 6,
            let height = bytes.bigEndian16(at: frame.payload.lowerBound + 1),
            let width = bytes.bigEndian16(at: frame.payload.lowerBound + 3), width > 0, height > 0
        else { throw .damaged(.jpeg, reason: "its frame header is missing or says nought pixels") }
        return ImageHeader(mediaType: .jpeg, size: PixelSize(width: width, height: height), hasAlpha: false)
    }

    /// SOF0 to SOF15 without DHT, JPG and DAC, which lie between them.
    private static func isFrame(_ marker: UInt8) -> Bool {
        (0xc0...0xcf).contains(marker) && ![0xc4, 0xc8, 0xcc].contains(marker)
    }

    /// The segments up to and including the first for which `isLast` holds.
    private static func segments(
        of bytes: [UInt8], until isLast: (Segment) -> Bool
    ) throws(ImagingError) -> [Segment] {
        var segments: [Segment] = []
        var offset = 2
        while true {
            let start = offset
            guard offset < bytes.count, bytes[offset] == 0xff else {
                throw .damaged(.jpeg, reason: "a marker is missing at byte \(offset)")
            }
            // Any number of fill bytes may stand before a marker.
            while offset + 1 < bytes.count, bytes[offset + 1] == 0xff { offset += 1 }
            guard offset + 1 < bytes.count, let length = bytes.bigEndian16(at: offset + 2), length >= 2,
                offset + 2 + length <= bytes.count, bytes[offset + 1] != 0xd9
            else { throw .damaged(.jpeg, reason: "it ends before its pixels") }
            let segment = Segment(
                marker: bytes[offset + 1], whole: start..<(offset + 2 + length),
                payload: (offset + 4)..<(offset + 2 + length))
            segments.append(segment)
            if isLast(segment) { return segments }
            offset = segment.whole.upperBound
        }
    }

    /// Whether an EOI marker stands somewhere after; what follows it (a preview, a second picture) is none of ours.
    private static func hasEnd(_ bytes: [UInt8], after start: Int) -> Bool {
        var offset = bytes.count - 2
        while offset >= start {
            if bytes[offset] == 0xff, bytes[offset + 1] == 0xd9 { return true }
            offset -= 1
        }
        return false
    }
}
