/// Text that comes from outside, made fit for a message.
enum GitText {
    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
            || scalar.properties.generalCategory == .format
    }

    /// One line without control characters, at most `limit` characters.
    static func line(_ text: String, limit: Int = 600) -> String {
        let spaced = text.unicodeScalars.map { isControl($0) ? " " : $0 }
        let words = String(String.UnicodeScalarView(spaced)).split(separator: " ")
        let line = words.joined(separator: " ")
        return line.count > limit ? line.prefix(limit) + "…" : line
    }

    static func line(_ bytes: some Collection<UInt8>, limit: Int = 600) -> String {
        line(String(decoding: bytes.prefix(limit * 8), as: UTF8.self), limit: limit)
    }
}
