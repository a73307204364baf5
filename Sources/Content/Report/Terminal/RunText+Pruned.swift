package import Core

extension RunText {
    /// What `bot show` prints of a run of which only the account is left.
    package static func show(pruned run: RunSummary, colours: Bool, width: Int) -> String {
        let style = TerminalStyle(isOn: colours)
        let width = max(40, width)
        let tone = run.status.tone
        let author = run.author.isEmpty ? "" : " by \(run.author)"
        let end = run.finishedAt.map { ", ended \(Figures.time($0))" } ?? ""
        var cost = "\(Figures.money(run.spent)) spent"
        if run.unknown > .zero { cost += ", \(Figures.money(run.unknown)) with unknown outcome" }
        let lines = [
            style.toned("\(tone.mark) ", tone) + style.strong(run.status.rawValue),
            "  " + DisplayWidth.fit(PlainText.clean("\(run.issueTitle) · \(run.issue)\(author)"), to: width - 2),
            "  " + style.faint("\(run.id) · begun \(Figures.time(run.createdAt))\(end)"),
            "  \(run.assets) \(run.assets == 1 ? "asset" : "assets"), \(cost)", "",
            "Its history was pruned on \(Figures.time(run.prunedAt ?? run.createdAt)): "
                + "the events and files are gone, this account stays.",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}
