/// The SHA-256 of some bytes, by which files and long texts are named; computed in `Crypto`.
package struct SHA256Digest: Hashable, Sendable, CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    package let hex: String
    package var description: String { hex }

    /// Nil for anything but 64 hexadecimal digits.
    package init?(hex: String) {
        guard hex.utf8.count == 64, hex.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
        self.hex = hex.lowercased()
    }

    /// The 32 bytes of a finished hash.
    package init(bytes: some Collection<UInt8>) {
        precondition(bytes.count == 32, "a SHA-256 has 32 bytes")
        hex = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
