import Core

/// Reads numbers as people write them, and never guesses between two readings.
enum NumberText {
    /// A text that is exactly one number, with one of the units or none.
    ///
    /// Full-width digits are read, as are thousands parted by commas, apostrophes, blanks or underscores (`1,024`); `1,5` is
    /// ambiguous and therefore nil.
    static func number(_ text: String, units: [String] = []) -> Double? {
        var word = HalfWidth.of(text).trimmed.lowercased()
        for unit in units.sorted(by: { $0.count > $1.count }) where word.hasSuffix(unit) && word != unit {
            word = String(word.dropLast(unit.count)).trimmed
            break
        }
        return value(word)
    }

    /// The one number that stands somewhere in a text; nil where there are several.
    static func only(_ text: String) -> Double? {
        let runs = HalfWidth.of(text).split { !($0.isASCII && $0.isNumber || ".,".contains($0)) }
        let values = runs.compactMap { value(String($0)) }
        return values.count == 1 ? values[0] : nil
    }

    private static func value(_ word: String) -> Double? {
        let sign = word.hasPrefix("-") ? -1.0 : 1.0
        let digits = word.hasPrefix("-") || word.hasPrefix("+") ? String(word.dropFirst()) : word
        guard let first = digits.first, first.isASCII, first.isNumber || first == ".", digits.utf8.count <= 30 else {
            return nil
        }
        let halves = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard halves.count <= 2, let whole = wholeDigits(halves[0]) else { return nil }
        let fraction = halves.count == 2 ? halves[1] : ""
        guard fraction.allSatisfy({ $0.isASCII && $0.isNumber }), !(whole.isEmpty && fraction.isEmpty) else {
            return nil
        }
        return Double("\(whole.isEmpty ? "0" : whole).\(fraction.isEmpty ? "0" : fraction)").map { sign * $0 }
    }

    /// Digits without the signs between thousands; nil where those stand elsewhere.
    private static func wholeDigits(_ text: Substring) -> String? {
        if text.allSatisfy({ $0.isASCII && $0.isNumber }) { return String(text) }
        guard let mark = text.first(where: { !($0.isASCII && $0.isNumber) }), ",'_ ’".contains(mark) else { return nil }
        let groups = text.split(separator: mark, omittingEmptySubsequences: false)
        guard let first = groups.first, (1...3).contains(first.count), groups.dropFirst().allSatisfy({ $0.count == 3 }),
            groups.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } })
        else { return nil }
        return groups.joined()
    }
}
