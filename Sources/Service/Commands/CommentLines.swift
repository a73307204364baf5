import Core
import Intake

/// The lines of a comment as far as its author says something in them, which leaves out quotations, code and hidden text.
enum CommentLines {
    /// One entry for each line that is left; nil stands where something was left out.
    static func spoken(in text: String) -> [String?] {
        var lines: [String?] = []
        var element: String?
        for line in BodyScanner.lines(of: text) {
            guard line.isText else {
                lines.append(nil)
                continue
            }
            let wasInside = element != nil
            element = openElement(after: line.text, inside: element)
            let isSpoken = !wasInside && element == nil && !isQuotation(line.text) && !isIndented(line.text)
            lines.append(isSpoken ? line.text : nil)
        }
        return withoutSpans(lines)
    }

    private static func isQuotation(_ line: String) -> Bool {
        line.utf8.first { $0 != UInt8(ascii: " ") } == UInt8(ascii: ">")
    }

    /// Code by its indentation: four blanks or a tab.
    private static func isIndented(_ line: String) -> Bool {
        let blanks = line[...].run(of: UInt8(ascii: " "))
        return blanks >= 4 || line[...].dropping(bytes: blanks).utf8.first == UInt8(ascii: "\t")
    }

    /// The element of code or quotation that is open behind a line.
    private static func openElement(after line: String, inside element: String?) -> String? {
        guard line.has(UInt8(ascii: "<")) else { return element }
        var open = element
        for tag in line.lowercased().split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
            if let name = open {
                if tag.hasPrefix("/\(name)") { open = nil }
            } else {
                open = ["pre", "code", "blockquote"].first { tag.hasPrefix($0) }
            }
        }
        return open
    }

    /// Leaves out the lines that begin inside a code span of their paragraph.
    private static func withoutSpans(_ lines: [String?]) -> [String?] {
        var kept = lines
        var start = 0
        while start < lines.count {
            guard let first = lines[start], !first.isBlank else {
                start += 1
                continue
            }
            var end = start
            var hasMarks = false
            while end < lines.count, let line = lines[end], !line.isBlank {
                hasMarks = hasMarks || line.has(UInt8(ascii: "`"))
                end += 1
            }
            guard hasMarks else {
                start = end
                continue
            }
            for position in CodeSpans.linesInside(lines[start..<end].map { $0 ?? "" }) { kept[start + position] = nil }
            start = end
        }
        return kept
    }
}
