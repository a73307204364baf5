import Core

/// All delivered pictures on one sheet, because GitHub shows at most 25 of a pull request's files.
struct ContactSheet {
    private static let columns = 4
    /// More would make a page that nobody waits for; the table below the sheet names them all.
    private static let most = 100

    let report: RunReport
    let links: ReportLinks

    /// Nil where there is no picture to show.
    var text: String? {
        let delivery = report.view.delivery
        let cells = report.lines.compactMap { line -> (picture: String, words: String)? in
            guard let selected = line.selected, let address = links.picture(selected, of: delivery) else { return nil }
            let name = MarkdownEscaper.code(PlainText.clean(line.name, limit: 40))
            let score = selected.judgement.map { " \(Figures.score($0.score))" } ?? ""
            return (
                Markdown.thumbnail(address, alt: line.item.prompt, width: 200),
                "\(line.state.tone.emoji) \(Markdown.link(name, to: delivery.flatMap { made in selected.path.flatMap { links.address(of: $0, in: made) } }))"
                    + score
            )
        }
        guard !cells.isEmpty else { return nil }
        let shown = cells.prefix(Self.most)
        let width = min(Self.columns, shown.count)
        var rows: [[String]] = []
        for start in stride(from: 0, to: shown.count, by: width) {
            let row = shown[start..<min(shown.count, start + width)]
            let rest = Array(repeating: "", count: width - row.count)
            rows.append(row.map { $0.picture } + rest)
            rows.append(row.map { $0.words } + rest)
        }
        let table = Markdown.table(
            Array(repeating: "", count: width), align: Array(repeating: ":-:", count: width), rows: rows)
        return cells.count > shown.count ? table + "\n\n… and \(cells.count - shown.count) more, listed below." : table
    }
}
