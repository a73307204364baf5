/// Durations as services write them for people and in head fields.
enum WaitInWords {
    /// `20ms`, `1s`, `6m0s`, `1h30m`: as Go prints them; nil for anything else.
    static func duration(_ text: String) -> Duration? {
        var rest = text[...]
        var sum = Duration.zero
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isNumber || $0 == "." }
            rest = rest[digits.endIndex...]
            let unit = rest.prefix { $0.isLetter }
            rest = rest[unit.endIndex...]
            guard let number = Double(digits), let milliseconds = Self.milliseconds(of: unit) else { return nil }
            sum += .milliseconds(Int64(min(number * milliseconds, 1e12)))
        }
        return sum
    }

    /// The last duration of a text that asks for patience: `Expected available in 26 seconds.`, `resets in ~30s.`; nil where there is none.
    static func wait(_ text: String) -> Duration? {
        let words = text.lowercased().prefix(1000).split { $0 == " " || $0 == "~" || $0 == "," || $0.isNewline }
            .map { word in word.last == "." ? word.dropLast() : word }
        guard words.contains(where: { ["throttled", "retry", "rate", "limit", "again", "resets"].contains($0) }) else {
            return nil
        }
        var found: Duration?
        for (index, word) in words.enumerated() where word.first?.isNumber == true {
            if let wait = duration(String(word)) {
                found = wait
            } else if let number = Double(word), index + 1 < words.count,
                let milliseconds = milliseconds(of: words[index + 1])
            {
                found = .milliseconds(Int64(min(number * milliseconds, 1e12)))
            }
        }
        return found.map { min(RetryAfter.longest, $0) }
    }

    private static func milliseconds(of unit: some StringProtocol) -> Double? {
        switch unit {
        case "ms", "milliseconds": 1
        case "s", "sec", "secs", "second", "seconds": 1000
        case "m", "min", "minute", "minutes": 60_000
        case "h", "hour", "hours": 3_600_000
        default: nil
        }
    }
}
