/// The encoding of SSH's own data (RFC 4251): numbers and texts with their lengths before them.
struct SSHWire {
    private var rest: ArraySlice<UInt8>
    var isAtEnd: Bool { rest.isEmpty }

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func number() -> Int? {
        guard rest.count >= 4 else { return nil }
        defer { rest = rest.dropFirst(4) }
        return rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    }

    mutating func text() -> [UInt8]? {
        guard let count = number(), count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    mutating func word() -> String? { text().map { String(decoding: $0, as: UTF8.self) } }

    static func text(_ bytes: [UInt8]) -> [UInt8] { number(bytes.count) + bytes }
    static func text(_ word: String) -> [UInt8] { text(Array(word.utf8)) }

    static func number(_ value: Int) -> [UInt8] {
        let value = UInt32(clamping: value)
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
