/// Finds code between backticks, which may go over several lines of a paragraph.
enum CodeSpans {
    private struct Run {
        let line: Int
        let length: Int
    }

    /// The lines of a paragraph whose beginning lies inside a span.
    ///
    /// A span ends at the next run of as many backticks; a run without such a partner is text.
    static func linesInside(_ paragraph: [String]) -> Set<Int> {
        let runs = paragraph.enumerated().flatMap { line, text in self.runs(in: text, line: line) }
        var inside: Set<Int> = []
        // For each length the later runs of it, so that a text of backticks alone takes no longer than another.
        var later: [Int: [Int]] = [:]
        for position in runs.indices.reversed() { later[runs[position].length, default: []].append(position) }
        var position = 0
        while position < runs.count {
            let run = runs[position]
            while let last = later[run.length]?.last, last <= position { later[run.length]?.removeLast() }
            guard let end = later[run.length]?.last else {
                position += 1
                continue
            }
            if runs[end].line > run.line { inside.formUnion((run.line + 1)...runs[end].line) }
            position = end + 1
        }
        return inside
    }

    private static func runs(in text: String, line: Int) -> [Run] {
        var runs: [Run] = []
        var length = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "`") {
                length += 1
            } else if length > 0 {
                runs.append(Run(line: line, length: length))
                length = 0
            }
        }
        if length > 0 { runs.append(Run(line: line, length: length)) }
        return runs
    }
}
