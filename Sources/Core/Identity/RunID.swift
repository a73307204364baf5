/// The name of one run: `run_` and 26 characters of Crockford's base 32, the first ten of which sort by time.
package struct RunID: Hashable, Sendable, Comparable, CustomStringConvertible, Codable {
    package let text: String
    package var description: String { text }

    /// The milliseconds of `time` fill the first ten characters, `bits` the other sixteen.
    package init(at time: Timestamp, using bits: inout some RandomNumberGenerator) {
        let high: UInt64 = bits.next()
        let low: UInt64 = bits.next()
        let clock = UInt64(clamping: time.milliseconds)
        text =
            "run_" + Self.digits(of: clock, count: 10) + Self.digits(of: high, count: 8)
            + Self.digits(of: low, count: 8)
    }

    /// Nil for any text that is not a run's name, another identifier's included.
    package init?(_ text: String) {
        guard text.hasPrefix("run_"), text.utf8.count == 30,
            text.dropFirst(4).allSatisfy({ Self.alphabet.contains($0) })
        else { return nil }
        self.text = text
    }

    /// When it was named, as its first ten characters say.
    package var time: Timestamp {
        var clock: Int64 = 0
        for character in text.dropFirst(4).prefix(10) {
            clock = clock << 5 | Int64(Self.alphabet.firstIndex(of: character) ?? 0)
        }
        return Timestamp(milliseconds: clock)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = RunID(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not a run's name")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    package static func < (left: RunID, right: RunID) -> Bool { left.text < right.text }

    /// The lowest `count` digits of a number to the base 32, the highest first.
    private static func digits(of number: UInt64, count: Int) -> String {
        var digits: [Character] = []
        for position in (0..<UInt64(count)).reversed() {
            digits.append(alphabet[Int(number >> (5 * position) & 31)])
        }
        return String(digits)
    }

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
}
