/// Reads and writes durations as people do: `500ms`, `2s`, `1.5s`, `5m`, `1h`.
package enum DurationText {
    /// Nil where the text is not a number with a unit, or is negative or longer than a year.
    package static func duration(_ text: String) -> Duration? {
        let text = text.lowercased().filter { !$0.isWhitespace }
        let digits = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
        let scale: Double? =
            switch text.dropFirst(digits.count) {
            case "ms": 1
            case "s", "sec", "seconds": 1_000
            case "m", "min", "minutes": 60_000
            case "h", "hours": 3_600_000
            default: nil
            }
        guard let scale, let value = Double(digits), value.isFinite, value * scale <= 365 * 24 * 3_600_000 else {
            return nil
        }
        return .milliseconds(Int64((value * scale).rounded()))
    }

    /// In the largest unit that divides it.
    package static func text(of duration: Duration) -> String {
        let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
        for (unit, scale) in [("h", Int64(3_600_000)), ("m", 60_000), ("s", 1_000)]
        where milliseconds != 0 && milliseconds % scale == 0 {
            return "\(milliseconds / scale)\(unit)"
        }
        return "\(milliseconds)ms"
    }
}
