import Core

/// Finds what a text names by its SHA-256: every run of exactly 64 hexadecimal digits.
///
/// The log knows nothing of what its rooms mean by their payloads. So whatever looks like the name of a file or a long text
/// counts as one: that may keep something too long, and never too short.
struct HashScan {
    private(set) var found: Set<SHA256Digest> = []

    mutating func read(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            for end in 0...bytes.count {
                if end < bytes.count, unsafe Self.isDigit(bytes[end]) { continue }
                if end - start == 64 {
                    let digits = unsafe UnsafeBufferPointer(rebasing: bytes[start..<end])
                    if let digest = unsafe SHA256Digest(hex: String(decoding: digits, as: UTF8.self)) {
                        found.insert(digest)
                    }
                }
                start = end + 1
            }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
