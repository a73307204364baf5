import Core

/// Reads the text under a form's heading.
enum AnswerText {
    /// The answer without the blank lines around it and the one fence that may enclose all of it; nil where none was given.
    static func of(_ lines: [BodyLine]) -> String? {
        var lines = lines[...]
        while let first = lines.first, first.isText, first.text.isBlank { lines.removeFirst() }
        while let last = lines.last, last.isText, last.text.isBlank { lines.removeLast() }
        if case .fenceStart = lines.first?.place,
            lines.dropFirst().firstIndex(where: { $0.place == .fenceEnd })
                == lines.indices.last
        {
            lines = lines.dropFirst().dropLast()
        }
        let text = lines.map(\.text).joined(separator: "\n").trimmed
        return isNothing(text) ? nil : text
    }

    /// What GitHub writes for an empty answer, and what people do.
    static func isNothing(_ text: String) -> Bool {
        guard !isLonger(text) else { return false }
        let word = text.trimmed.lowercased().filter { !"_*`.".contains($0) }.trimmed
        return ["", "no response", "none", "n/a", "na", "-", "--", "—", "nothing"].contains(word)
    }

    /// Whether it has more letters than the longest of those words: told without a look at the rest.
    private static func isLonger(_ text: String) -> Bool {
        var count = 0
        for byte in text.utf8 where byte < 0x80 && !byte.isBlank && !spareMarks.contains(byte) {
            count += 1
            if count > "no response".utf8.count { return true }
        }
        return false
    }

    private static let spareMarks = Array("_*`.".utf8)

    static func withoutBullet(_ line: String) -> String {
        let text = line.trimmed
        for bullet in ["- ", "* ", "+ ", "• "] where text.hasPrefix(bullet) { return String(text.dropFirst(2)) }
        let number = text.prefix { $0.isASCII && $0.isNumber }
        if (1...3).contains(number.count) {
            let rest = text.dropFirst(number.count)
            if rest.hasPrefix(". ") || rest.hasPrefix(") ") { return String(rest.dropFirst(2)) }
        }
        return text
    }

    /// The boxes of a `checkboxes` answer in order; empty where none stands there.
    static func checkboxes(_ text: String) -> [(label: String, isTicked: Bool)] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            let rest = withoutBullet(String(line))
            guard rest.count >= 3, rest.hasPrefix("["), rest.dropFirst(2).first == "]" else { return nil }
            let mark = rest.dropFirst().first
            guard mark == " " || mark == "x" || mark == "X" else { return nil }
            return (rest.dropFirst(3).trimmed, mark != " ")
        }
    }
}
