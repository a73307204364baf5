import Core

/// Columns that line up on a terminal; one of them gives way where the line is too narrow.
struct TextTable: Sendable {
    struct Cell: Hashable, Sendable {
        let text: String
        let tone: Tone?

        /// Foreign text is cleaned here, so that none reaches a terminal raw; `branch` is a tree's own and stays.
        init(_ text: String, _ tone: Tone? = nil, branch: String = "") {
            self.text = branch + PlainText.clean(text, limit: 4000)
            self.tone = tone
        }
    }

    private let rows: [[Cell]]
    private let right: Set<Int>
    private let flexible: Int

    /// `right` are the columns of figures, `flexible` the one that is cut first.
    init(_ rows: [[Cell]], right: Set<Int> = [], flexible: Int) {
        self.rows = rows
        self.right = right
        self.flexible = flexible
    }

    func lines(width: Int, style: TerminalStyle, indent: String = "  ") -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        var widths = (0..<columns).map { column in
            rows.map { $0.indices.contains(column) ? DisplayWidth.of($0[column].text) : 0 }.max() ?? 0
        }
        let gaps = 2 * max(0, columns - 1) + DisplayWidth.of(indent)
        let excess = widths.reduce(gaps, +) - width
        if excess > 0, widths.indices.contains(flexible) { widths[flexible] = max(8, widths[flexible] - excess) }
        return rows.map { row in
            var line = indent
            for (column, cell) in row.enumerated() {
                let isLast = column == row.count - 1 && !right.contains(column)
                let text = DisplayWidth.fit(
                    cell.text, to: widths[column], padded: !isLast, fromRight: right.contains(column))
                line += (column > 0 ? "  " : "") + (cell.tone.map { style.toned(text, $0) } ?? text)
            }
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
    }
}
