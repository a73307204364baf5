import Core

/// Cuts an issue's text into lines, told apart by code fences, with hidden comments taken out.
///
/// Fences are read as GitHub does: three or more backticks or tildes, closed by at least as many of the same.
/// A comment that is never closed hides the rest of the text.
package struct BodyScanner {
    private var lines: [BodyLine] = []
    private var fence: (mark: UInt8, count: Int)?
    private var isInComment = false

    package static func lines(of text: String) -> [BodyLine] {
        var scanner = BodyScanner()
        let plain = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        for line in plain.lines { scanner.take(String(line)) }
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
        if hadComment || shown != line, shown.isBlank { return }
        lines.append(BodyLine(text: shown, place: .text))
    }

    private mutating func withoutComments(_ line: String) -> String {
        if !isInComment, !line.has(UInt8(ascii: "<")) { return line }
        var rest = line[...]
        var shown = ""
        while true {
            if isInComment {
                guard let end = rest.place(of: "-->") else { return shown }
                rest = rest[end.upperBound...]
                isInComment = false
            }
            guard let start = rest.place(of: "<!--") else { return shown + rest }
            shown += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            isInComment = true
        }
    }

    /// A line of a fence: indented by three blanks at most, and no backtick behind backticks.
    private static func fence(_ line: String) -> (mark: UInt8, count: Int, info: String)? {
        let indent = line[...].run(of: UInt8(ascii: " "))
        let rest = line[...].dropping(bytes: indent)
        guard indent <= 3, let mark = rest.utf8.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else {
            return nil
        }
        let count = rest.run(of: mark)
        guard count >= 3 else { return nil }
        let info = rest.dropping(bytes: count).trimmed.lowercased()
        guard mark != UInt8(ascii: "`") || !info.has(mark) else { return nil }
        return (mark, count, info)
    }
}
