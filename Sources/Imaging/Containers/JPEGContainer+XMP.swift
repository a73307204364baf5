import Core

extension JPEGContainer {
    private static let namespace = Array("http://ns.adobe.com/xap/1.0/".utf8) + [0]
    private static let extendedNamespace = Array("http://ns.adobe.com/xmp/extension/".utf8) + [0]

    /// The file with this packet as its only XMP, after the JFIF and EXIF segments; the scans stay as they are.
    ///
    /// A segment holds 65,533 bytes, of which the namespace takes 29 and the packet so at most 65,502 (XMP specification, part 3).
    func replacingXMP(by packet: [UInt8]) throws(ImagingError) -> [UInt8] {
        guard packet.count <= 65_502 else {
            throw .tooLarge(what: "\(packet.count) bytes of provenance", limit: "65502 bytes in a JPEG file")
        }
        let payload = Self.namespace + packet
        let length = payload.count + 2
        let segment = [0xff, 0xe1, UInt8(length >> 8), UInt8(length & 255)] + payload
        let kept = segments.filter { !isXMP($0) }
        let place = kept.firstIndex { !isHead($0) } ?? kept.startIndex
        var result: [UInt8] = [0xff, 0xd8]
        result.reserveCapacity(bytes.count + segment.count)
        for index in kept.indices {
            if index == place { result += segment }
            result += bytes[kept[index].whole]
        }
        return result + bytes[(segments.last?.whole.upperBound ?? bytes.count)...]
    }

    /// Whether a segment must stay before the XMP: JFIF, its extension, EXIF.
    private func isHead(_ segment: Segment) -> Bool {
        segment.marker == 0xe0 || segment.marker == 0xe1 && bytes[segment.payload].starts(with: Array("Exif".utf8))
    }

    private func isXMP(_ segment: Segment) -> Bool {
        segment.marker == 0xe1
            && (bytes[segment.payload].starts(with: Self.namespace)
                || bytes[segment.payload].starts(with: Self.extendedNamespace))
    }
}
