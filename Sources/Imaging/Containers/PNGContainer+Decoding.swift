import Core

/// What of a PNG file is given to the library that decodes it.
extension PNGContainer {
    /// The chunks that say how the pixels look.
    private static let needed: Set<String> = [
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "sRGB", "gAMA", "cHRM", "iCCP", "sBIT", "eXIf", "pHYs",
    ]
    /// Bytes of a packed colour profile: a thousand times as many may be in it.
    private static let largestProfile = 256 << 10

    /// A file without the chunks that no pixel depends on.
    ///
    /// The library makes room for each as large as it says it is, and unpacks its texts: a file of a kilobyte would take gigabytes.
    /// Where the pixels end too early it says so itself.
    static func forDecoding(_ bytes: [UInt8]) throws(ImagingError) -> [UInt8] {
        var kept: [Range<Int>] = [0..<min(8, bytes.count)]
        var offset = 8
        while let length = bytes.bigEndian32(at: offset), let type = bytes.word(at: offset + 4) {
            let end = offset + 12 + length
            guard end <= bytes.count || type == "IDAT" else {
                throw .damaged(.png, reason: "its chunk at byte \(offset) goes beyond its end")
            }
            guard type != "iCCP" || length <= largestProfile else {
                throw .tooLarge(what: "a colour profile of \(length) bytes", limit: "\(largestProfile) bytes")
            }
            let whole = offset..<min(end, bytes.count)
            if !needed.contains(type) {
                // Left out.
            } else if let last = kept.last, last.upperBound == offset {
                kept[kept.count - 1] = last.lowerBound..<whole.upperBound
            } else {
                kept.append(whole)
            }
            if type == "IEND" || end > bytes.count { break }
            offset = end
        }
        guard kept != [0..<bytes.count] else { return bytes }
        var essence: [UInt8] = []
        essence.reserveCapacity(kept.reduce(0) { $0 + $1.count })
        for range in kept { essence += bytes[range] }
        return essence
    }
}
