import Core

/// Every attempt of every asset beside the others, folded away: how it scored, from which seed, at what price.
struct AttemptTable {
    let report: RunReport
    /// At most so many assets.
    let rows: Int

    /// Nil where each asset took one attempt, which the table of assets tells already.
    var text: String? {
        let lines = report.lines.filter { $0.attempts.count > 1 }
        guard !lines.isEmpty else { return nil }
        let cells = lines.prefix(rows).flatMap { line -> [[String]] in
            line.attempts.map { attempt -> [String] in
                let score = attempt.judgement.map { Figures.score($0.score) } ?? "not judged"
                return [
                    MarkdownEscaper.code(PlainText.clean(line.name, limit: 80)), "\(attempt.asset.attempt)",
                    attempt.isSelected ? "**\(score)**, chosen" : score, "`\(attempt.asset.seedText)`",
                    MarkdownEscaper.inline(PlainText.clean(attempt.asset.model, limit: 60)), "\(attempt.asset.cost)",
                ]
            }
        }
        let table = Markdown.table(
            ["Asset", "Attempt", "Score", "Seed", "Model", "Cost (USD)"], align: ["-", "-:", "-", "-:", "-", "-:"],
            rows: cells)
        let rest = lines.count > rows ? "\n\n… and \(lines.count - rows) more, in the report." : ""
        return Markdown.details("Attempts", table + rest)
    }
}
