import Core

/// Looks for a C2PA manifest; never checks or changes one.
///
/// Where the manifest lies is in the C2PA specification 2.1, annex A, "Embedding manifests" (read 2026-11). A damaged
/// file with a manifest counts as signed too: what can't be understood is not rewritten.
package enum ContentCredentials {
    package static func arePresent(in bytes: [UInt8]) -> Bool {
        switch MediaType(sniffing: bytes) {
        case .png: inPNG(bytes)
        case .jpeg: inJPEG(bytes)
        case .webp: inWebP(bytes)
        case .mp4: arePresent(inVideo: MP4Source(bytes))
        case .wav, .mp3, .json: false
        case nil: false
        }
    }

    /// A `caBX` chunk.
    private static func inPNG(_ bytes: [UInt8]) -> Bool {
        var offset = 8
        while let length = bytes.bigEndian32(at: offset), let type = bytes.word(at: offset + 4) {
            if type == "caBX" { return true }
            offset += 12 + length
        }
        return false
    }

    /// APP11 segments that carry JUMBF boxes whose label is `c2pa`; a box may go on over several segments.
    private static func inJPEG(_ bytes: [UInt8]) -> Bool {
        var payload: [UInt8] = []
        var offset = 2
        while offset + 3 < bytes.count, bytes[offset] == 0xff {
            let marker = bytes[offset + 1]
            if marker == 0xff {
                offset += 1
                continue
            }
            guard marker != 0xda, marker != 0xd9, let length = bytes.bigEndian16(at: offset + 2), length >= 2 else {
                break
            }
            let end = min(offset + 2 + length, bytes.count)
            // "JP", the box's instance, its sequence number; from the second segment on the box's header is repeated.
            if marker == 0xeb, bytes.has("JP", at: offset + 4), offset + 12 <= end {
                let isFirst = bytes.bigEndian32(at: offset + 8) == 1
                let skipped = offset + (isFirst ? 12 : 20)
                if skipped < end { payload += bytes[skipped..<end] }
            }
            offset = end
        }
        return isManifest(payload)
    }

    /// Whether JUMBF boxes name `c2pa`, as the label or as the type of the content.
    private static func isManifest(_ payload: [UInt8]) -> Bool {
        payload.contains(Array("c2pa".utf8))
    }

    private static func inWebP(_ bytes: [UInt8]) -> Bool {
        var offset = 12
        while let size = bytes.littleEndian32(at: offset + 4), let type = bytes.word(at: offset) {
            if type == "C2PA" { return true }
            offset += 8 + size + size % 2
        }
        return false
    }

    /// A `uuid` box at the top with C2PA's identifier, D8FEC3D6-1B0E-483C-9297-5828877EC481.
    static func arePresent(inVideo source: MP4Source) -> Bool {
        let identifier: [UInt8] = [
            0xd8, 0xfe, 0xc3, 0xd6, 0x1b, 0x0e, 0x48, 0x3c, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7e, 0xc4, 0x81,
        ]
        var offset = 0
        while offset < source.length {
            let start = source.read(offset, 32)
            guard let size = start.bigEndian32(at: 0), let type = start.word(at: 4) else { return false }
            // A size of 1 means that the true one follows in eight bytes, of 0 that the box goes on to the end.
            let large = size == 1 ? start.bigEndian32(at: 8) : 0
            let low = size == 1 ? start.bigEndian32(at: 12) : size
            guard let large, let low else { return false }
            let head = size == 1 ? 16 : 8
            if type == "uuid", start.dropFirst(head).prefix(16).elementsEqual(identifier) { return true }
            let whole = large << 32 | low
            guard whole >= head, whole <= source.length - offset else { return false }
            offset += whole
        }
        return false
    }
}
