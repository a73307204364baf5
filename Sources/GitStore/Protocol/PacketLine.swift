/// Git's framing: four hexadecimal digits of length, themselves counted, then the line.
enum PacketLine {
    static let flush = Array("0000".utf8)

    static func encoded(_ line: String) -> [UInt8] { encoded(Array(line.utf8)) }

    /// At most 65,516 bytes.
    static func encoded(_ line: [UInt8]) -> [UInt8] {
        let digits = String(line.count + 4, radix: 16)
        return Array((String(repeating: "0", count: 4 - digits.count) + digits).utf8) + line
    }
}
