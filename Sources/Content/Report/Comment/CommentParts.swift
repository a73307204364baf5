import Core
import Engine

/// The tables and folded parts of a comment, in one degree of detail.
struct CommentParts: Sendable {
    let report: RunReport
    let links: ReportLinks
    let detail: CommentDetail

    private var view: RunView { report.view }
    private var commit: String? { view.delivery?.commit }

    // MARK: - Gates

    /// What a person is to decide, in full whatever else is left out.
    var gates: String? {
        let gates = GateLines.open(in: view.board)
        guard !gates.isEmpty else { return nil }
        return gates.map { gate in
            let lines =
                [
                    "**To decide: \(MarkdownEscaper.code(gate.id))**, shown as \(MarkdownEscaper.code(gate.shown))",
                    MarkdownEscaper.inline(PlainText.clean(gate.question, limit: 1000)),
                ] + gate.facts.map { MarkdownEscaper.inline(PlainText.clean($0, limit: 600)) } + replies(to: gate)
            return lines.joined(separator: "  \n")
        }.reduce(into: call.map { [$0] } ?? []) { $0.append($1) }.joined(separator: "\n\n")
    }

    /// Names whoever asked for the run, which is how GitHub tells somebody of a comment that was edited.
    private var call: String? {
        guard case .github = view.charter.issue, view.board.status == .waiting,
            let name = MarkdownEscaper.mention(view.charter.author)
        else { return nil }
        return "\(name), this waits for you, or for anybody else who may decide here."
    }

    /// What people who read this on GitHub may answer; a file has nobody who listens.
    private func replies(to gate: GateLines) -> [String] {
        guard case .github = view.charter.issue, !gate.replies.isEmpty else { return [] }
        let words = gate.replies.map { MarkdownEscaper.code($0) }
        return ["Decide by a comment: \(words.joined(separator: ", ")). `/help` tells more."]
    }

    // MARK: - Assets

    var assets: String? {
        guard !report.lines.isEmpty else { return nil }
        let shown = chosenLines
        let left = report.lines.count - shown.count
        let address = view.delivery == nil ? nil : links.file(manifestPath, commit)
        let rest = "and \(report.count(left)) more, in the \(Markdown.link("manifest", to: address)) and the report"
        guard !shown.isEmpty else {
            return "The table of \(report.count(report.lines.count)) does not fit here: \(rest)"
        }
        let pictures = detail.thumbnails ? thumbnails(of: shown) : [:]
        let trouble = view.shown?.trouble.map {
            "The pictures can't be shown here: \(MarkdownEscaper.inline(PlainText.clean($0, limit: 300)))"
        }
        var headings = [report.noun.prefix(1).uppercased() + report.noun.dropFirst(), "Score", "Verdict", "Seed"]
        var align = ["-", "-:", "-", "-:"]
        headings += ["Attempt", "Size", "Cost (USD)"]
        align += ["-:", "-:", "-:"]
        if !pictures.isEmpty {
            headings.insert("", at: 0)
            align.insert("-", at: 0)
        }
        let rows = shown.map { line in
            (pictures.isEmpty ? [] : [pictures[line.item.key] ?? ""]) + cells(of: line)
        }
        let table = Markdown.table(headings, align: align, rows: rows)
        let notes = AssetNotes.lines(of: report).prefix(6).map {
            "- " + MarkdownEscaper.inline(PlainText.clean($0, limit: 300))
        }
        let whole = left > 0 ? "\(table)\n\n… \(rest)." : table
        let parts = [whole, notes.joined(separator: "\n"), trouble ?? "", choices ?? ""]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// In plan order; where not all fit, those that lack something go first.
    private var chosenLines: [AssetLine] {
        guard report.lines.count > detail.rows else { return report.lines }
        let lacking = report.lines.filter(\.state.isLacking).prefix(detail.rows).map(\.item.key)
        let others = report.lines.filter { !$0.state.isLacking }.prefix(detail.rows - lacking.count).map(\.item.key)
        let chosen = Set(lacking + others)
        return report.lines.filter { chosen.contains($0.item.key) }
    }

    private func thumbnails(of lines: [AssetLine]) -> [AssetKey: String] {
        var cells: [AssetKey: String] = [:]
        for line in lines {
            guard let selected = line.selected, let address = address(of: selected) else { continue }
            // GitHub links a picture to itself; the file's own link stands with its name.
            cells[line.item.key] = Markdown.thumbnail(address, alt: line.item.prompt, width: 120)
        }
        return cells
    }

    private func address(of attempt: AttemptView) -> String? {
        view.shown?.addresses[attempt.pictureDigest] ?? links.picture(attempt, of: view.delivery)
    }

    /// The attempts of each asset beside each other, while somebody may choose among them.
    private var choices: String? {
        guard detail.thumbnails, let shown = view.shown?.addresses, !shown.isEmpty else { return nil }
        let lines = chosenLines.filter { $0.attempts.count > 1 }
        guard !lines.isEmpty else { return nil }
        let columns = lines.map { line in line.attempts.count { shown[$0.pictureDigest] != nil } }.max() ?? 0
        guard columns > 0 else { return nil }
        let rows = lines.map { line in
            let cells = line.attempts.compactMap { attempt in
                shown[attempt.pictureDigest].map { choice(attempt, of: line, at: $0) }
            }
            let name = MarkdownEscaper.code(PlainText.clean(line.name, limit: 80))
            return [name] + cells + Array(repeating: "", count: columns - cells.count)
        }
        let headings = [report.noun.prefix(1).uppercased() + report.noun.dropFirst()] + (1...columns).map { _ in "" }
        return Markdown.details(
            "Attempts side by side",
            Markdown.table(headings, align: Array(repeating: "-", count: columns + 1), rows: rows))
    }

    private func choice(_ attempt: AttemptView, of line: AssetLine, at address: String) -> String {
        let score = attempt.judgement.map { Figures.score($0.score) } ?? "not judged"
        return Markdown.thumbnail(address, alt: line.item.prompt, width: 160)
            + "<br>\(attempt.asset.attempt): **\(score)**\(attempt.isSelected ? ", chosen" : "")"
            + "<br>seed `\(attempt.asset.seedText)`, \(attempt.asset.cost) USD"
    }

    private func cells(of line: AssetLine) -> [String] {
        let name = MarkdownEscaper.code(PlainText.clean(line.name, limit: 80))
        let verdict = "\(line.state.tone.emoji) \(line.state.word)"
        guard let selected = line.selected else {
            return [name, "", verdict, "", line.attempts.isEmpty ? "" : "\(line.attempts.count)", "", "\(line.cost)"]
        }
        let score = selected.judgement.map { "**\(Figures.score($0.score))**" } ?? ""
        let asset = selected.asset
        let count = line.attempts.count
        return [
            Markdown.link(
                name, to: view.delivery.flatMap { made in selected.path.flatMap { links.address(of: $0, in: made) } }),
            score,
            verdict, "`\(asset.seedText)`", count == 1 ? "1" : "\(asset.attempt) of \(count)",
            "\(Figures.size(asset.size)), \(Figures.bytes(asset.bytes))", "\(line.cost)",
        ]
    }

    private var manifestPath: String {
        DeliveryLayout(brief: view.charter.brief, title: view.charter.issueTitle).manifest
    }

    // MARK: - What judges said

    /// Whether adherence was judged, and what is worth a look in it; what the judges saw goes first where room is short.
    var semantic: String? {
        let lines = SemanticLines(report)
        guard let summary = lines.summary else { return nil }
        var parts = ["**Review** · " + MarkdownEscaper.inline(PlainText.clean(summary, limit: 600))]
        var notes = lines.notes.prefix(10).map { "- " + MarkdownEscaper.inline(PlainText.clean($0, limit: 400)) }
        if lines.notes.count > notes.count {
            notes.append("- … and \(lines.notes.count - notes.count) more, in the report.")
        }
        if !notes.isEmpty { parts.append(notes.joined(separator: "\n")) }
        if case .all = detail.criteria, let evidence { parts.append(evidence) }
        return parts.joined(separator: "\n\n")
    }

    private var evidence: String? {
        let judged = report.lines.compactMap { line in
            line.selected.map { (line.name, SemanticLines.evidence(on: $0)) }
        }.filter { !$0.1.isEmpty }
        guard !judged.isEmpty else { return nil }
        let parts = judged.prefix(detail.explained).map { name, lines in
            "**\(MarkdownEscaper.code(PlainText.clean(name, limit: 80)))**\n\n"
                + lines.map { "- " + MarkdownEscaper.inline(PlainText.clean($0, limit: 400)) }.joined(separator: "\n")
        }
        return Markdown.details("What the judge saw", parts.joined(separator: "\n\n"))
    }

    // MARK: - What fell short, and why

    var shortfalls: String? {
        let lacking = report.lacking
        guard !lacking.isEmpty, detail.explained > 0 else { return nil }
        var parts = lacking.prefix(detail.explained).map(explanation)
        if lacking.count > parts.count { parts.append("… and \(lacking.count - parts.count) more, in the report.") }
        return Markdown.details("Why \(report.count(lacking.count)) fell short", parts.joined(separator: "\n\n"))
    }

    private func explanation(of line: AssetLine) -> String {
        let name = MarkdownEscaper.code(PlainText.clean(line.name, limit: 80))
        let threshold = view.charter.brief.threshold
        guard let selected = line.selected, let judgement = selected.judgement else {
            guard case .missing(let reason?) = line.state else { return "**\(name)**: \(line.state.word)" }
            return "**\(name)**: not made. \(MarkdownEscaper.inline(PlainText.clean(reason, limit: 300)))"
        }
        let attempts = line.attempts.count == 1 ? "its one attempt" : "the best of \(line.attempts.count) attempts"
        let opening =
            "**\(name)**: \(attempts) scored \(Figures.score(judgement.score)), \(report.bar(of: selected)) was asked for"
        if case .none = detail.criteria { return opening + "." }
        let rows = (detail.everyAttempt ? line.attempts : [selected]).map { attempt in
            [
                attempt.isSelected ? "**\(attempt.asset.attempt)**" : "\(attempt.asset.attempt)",
                "`\(attempt.asset.seedText)`", attempt.judgement.map { Figures.score($0.score) } ?? "",
                attempt.judgement.map { reasons(for: $0, threshold) } ?? "not judged",
            ]
        }
        return "\(opening):\n\n"
            + Markdown.table(
                ["Attempt", "Seed", "Score", "What held it back"], align: ["-:", "-:", "-:", "-"], rows: rows)
    }

    private func reasons(for judgement: Judgement, _ threshold: Int) -> String {
        let weakest = CriterionWords.weakest(of: judgement, under: threshold)
        let limit =
            switch detail.criteria {
            case .all: 24
            case .weakest(let count): count
            case .none: 0
            }
        return weakest.prefix(limit).map { name, score in
            let label = MarkdownEscaper.inline(PlainText.clean(CriterionWords.label(name), limit: 40))
            return "\(label) \(Figures.score(score)) (\(CriterionWords.weakness(name)))"
        }
        .joined(separator: "; ")
    }

    /// Failed tasks of the run as a whole; those of an asset stand with their asset.
    var failures: String? {
        let failed = view.board.tasks.filter {
            $0.task.asset == nil && ($0.status == .failed || $0.status == .escalated)
        }
        guard !failed.isEmpty else { return nil }
        let rows = failed.prefix(10).map { state in
            [
                MarkdownEscaper.code(PlainText.clean(state.task.id.text, limit: 60)), state.status.rawValue,
                MarkdownEscaper.inline(PlainText.clean(state.failure ?? "", limit: 300)),
            ]
        }
        return Markdown.table(["Task", "State", "What happened"], align: ["-", "-", "-"], rows: rows)
    }

    /// What was done otherwise than planned.
    var detours: String? {
        let lines = RunDetours.lines(of: view.board)
        guard !lines.isEmpty else { return nil }
        var items = lines.prefix(10).map { "- " + MarkdownEscaper.inline(PlainText.clean($0, limit: 300)) }
        if lines.count > items.count { items.append("- … and \(lines.count - items.count) more.") }
        return "**Otherwise than planned**\n\n" + items.joined(separator: "\n")
    }

    // MARK: - Delivery and brief

    var delivery: String? {
        guard let delivery = view.delivery else { return nil }
        var cells: [String] = []
        if let request = delivery.pullRequest {
            let words = request.split(separator: "/").last.flatMap { Int($0) }.map { "pull request \($0)" }
            cells.append(
                ReportLinks.safe(request).map { Markdown.link(words ?? "pull request", to: $0) }
                    ?? MarkdownEscaper.code(PlainText.clean(request, limit: 200)))
        }
        if let branch = delivery.branch {
            let name = MarkdownEscaper.code(PlainText.clean(branch, limit: 200))
            cells.append("branch \(Markdown.link(name, to: links.branch(branch)))")
        }
        if let commit = delivery.commit {
            let name = MarkdownEscaper.code(PlainText.clean(String(commit.prefix(10))))
            cells.append("commit \(Markdown.link(name, to: links.commit(commit)))")
        }
        if delivery.branch == nil, let folder = delivery.folder {
            cells.append("folder \(MarkdownEscaper.code(PlainText.clean(folder, limit: 400)))")
        }
        cells.append(Markdown.link("manifest", to: links.file(manifestPath, delivery.commit)))
        if let shelved = delivery.shelved { cells.append(MarkdownEscaper.inline(PlainText.clean(shelved, limit: 300))) }
        let line = "**Delivered** · " + cells.joined(separator: " · ")
        return delivery.note.map { line + "  \n" + MarkdownEscaper.inline(PlainText.clean($0, limit: 1000)) } ?? line
    }

    /// By how much the repository will grow; nil where that is known already, or nothing goes into one.
    var growth: String? {
        guard view.delivery == nil, !view.board.status.isFinal, view.charter.delivery["git"]?.string != nil else {
            return nil
        }
        let brief = view.charter.brief
        return "**Repository** · " + RepositoryGrowth(of: brief).text(for: brief)
    }

    var brief: String {
        let brief = view.charter.brief
        let rows = BriefLines.lines(of: brief).map { line in
            [line.heading, MarkdownEscaper.inline(PlainText.clean(line.value, limit: min(400, detail.prompt)))]
        }
        var parts = [Markdown.table(["Field", "As understood"], align: ["-", "-"], rows: rows)]
        if !brief.prompt.isEmpty {
            parts.append(
                MarkdownEscaper.block(
                    PlainText.clean(brief.prompt, keepsLines: true, limit: detail.prompt), language: "text"))
        }
        let items = brief.items.prefix(detail.items)
        if !items.isEmpty {
            let rows = items.map { item in
                [
                    MarkdownEscaper.code(PlainText.clean(item.key.text, limit: 60)),
                    MarkdownEscaper.inline(PlainText.clean(item.prompt, limit: detail.itemPrompt)),
                ]
            }
            parts.append(Markdown.table(["Item", "Prompt"], align: ["-", "-"], rows: rows))
        }
        if items.count < brief.items.count { parts.append("… and \(brief.items.count - items.count) items more.") }
        return Markdown.details("The brief as understood", parts.joined(separator: "\n\n"))
    }
}
