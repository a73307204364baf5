/// Cuts an issue's text into lines, told apart by code fences, with hidden comments taken out.
///
/// Fences are read as GitHub does: three or more backticks or tildes, closed by at least as many of the same.
/// A comment that is never closed hides the rest of the text.
package struct BodyScanner {
    private var lines: [BodyLine] = []
    private var fence: (mark: Character, count: Int)?
    private var isInComment = false

    package static func lines(of text: String) -> [BodyLine] {
        var scanner = BodyScanner()
        let plain = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        for line in plain.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            scanner.take(String(line))
        }
        return scanner.lines
    }

    private mutating func take(_ line: String) {
        if let open = fence {
            if let found = Self.fence(line), found.mark == open.mark, found.count >= open.count, found.info.isEmpty {
                fence = nil
                lines.append(BodyLine(text: line, place: .fenceEnd))
            } else {
                lines.append(BodyLine(text: line, place: .inFence))
            }
            return
        }
        if !isInComment, let found = Self.fence(line) {
            fence = (found.mark, found.count)
            lines.append(BodyLine(text: line, place: .fenceStart(info: found.info)))
            return
        }
        let hadComment = isInComment
        let shown = withoutComments(line)
        // A line that held nothing but a comment leaves no empty line behind.
        if shown.trimmed.isEmpty, hadComment || shown != line { return }
        lines.append(BodyLine(text: shown, place: .text))
    }

    private mutating func withoutComments(_ line: String) -> String {
        var rest = line[...]
        var shown = ""
        while true {
            if isInComment {
                guard let end = rest.firstRange(of: "-->") else { return shown }
                rest = rest[end.upperBound...]
                isInComment = false
            }
            guard let start = rest.firstRange(of: "<!--") else { return shown + rest }
            shown += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            isInComment = true
        }
    }

    /// A line of a fence: indented by three blanks at most, and no backtick behind backticks.
    private static func fence(_ line: String) -> (mark: Character, count: Int, info: String)? {
        let indent = line.prefix { $0 == " " }.count
        guard indent <= 3, let mark = line.dropFirst(indent).first, mark == "`" || mark == "~" else { return nil }
        let rest = line.dropFirst(indent)
        let count = rest.prefix { $0 == mark }.count
        let info = rest.dropFirst(count).trimmed.lowercased()
        guard count >= 3, mark != "`" || !info.contains("`") else { return nil }
        return (mark, count, info)
    }
}
