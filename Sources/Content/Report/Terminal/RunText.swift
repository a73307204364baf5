package import Core
import Engine

/// Runs as a terminal shows them; foreign text is cleaned of everything that a terminal would obey.
package enum RunText {
    /// What `bot show` prints; `bytes`: what the run takes in the history, where that is to be said.
    package static func show(_ view: RunView, bytes: Int? = nil, colours: Bool, width: Int) -> String {
        let style = TerminalStyle(isOn: colours)
        let width = max(40, width)
        let report = RunReport(view)
        var lines = head(of: report, bytes, style, width)
        lines += gates(of: view, style, width)
        lines += ["", style.strong("Tasks")] + tasks(of: view, style, width)
        if !report.lines.isEmpty { lines += ["", style.strong("Assets")] + assets(of: report, style, width) }
        for line in AssetNotes.lines(of: report) {
            lines += wrapped(PlainText.clean(line, limit: 600), width, indent: "  ")
        }
        lines += semantic(of: report, style, width)
        lines += shortfalls(of: report, style, width)
        lines += story(of: view, style, width)
        lines += prompts(of: view, style, width)
        let detours = RunDetours.lines(of: view.board)
        if !detours.isEmpty { lines += ["", style.strong("Otherwise than planned")] }
        for line in detours { lines += wrapped(PlainText.clean(line, limit: 600), width, indent: "  ") }
        lines += ["", style.strong("Cost")] + cost(of: view, width)
        if view.delivery != nil { lines += ["", style.strong("Delivery")] + delivery(of: view, width) }
        let steps = NextStep.steps(for: report)
        if !steps.isEmpty {
            lines += ["", style.strong("Next")]
            for step in steps {
                lines.append("  " + step.text + (step.command == nil ? "" : ":"))
                if let command = step.command { lines.append("    " + PlainText.clean(command)) }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What `bot history` prints, in the order given.
    package static func history(
        _ runs: [RunSummary], bytes: [RunID: Int] = [:], colours: Bool, width: Int
    ) -> String {
        guard !runs.isEmpty else { return "No runs yet. 'bot run <issue>' makes the first.\n" }
        let style = TerminalStyle(isOn: colours)
        let rows = runs.map { run in
            [
                TextTable.Cell(run.id.text), .init(run.status.rawValue, run.status.tone),
                .init(Figures.time(run.createdAt)), .init(String(run.assets)), .init(run.spent.description),
                run.prunedAt == nil ? .init(bytes[run.id].map(Figures.bytes) ?? "") : .init("pruned", .quiet),
                .init(issueName(run.issue)), .init(run.issueTitle),
            ]
        }
        let heads = ["Run", "State", "Begun", "Assets", "USD", "Size", "Issue", "Title"].map {
            TextTable.Cell($0, .quiet)
        }
        let table = TextTable([heads] + rows, right: [3, 4, 5], flexible: 7)
        return table.lines(width: max(40, width), style: style, indent: "").joined(separator: "\n") + "\n"
    }

    /// What `bot events` prints; payloads are cut at the line's end, `--json` has them whole.
    package static func events(_ events: [StoredEvent], colours: Bool, width: Int) -> String {
        let style = TerminalStyle(isOn: colours)
        let rows = events.map { event in
            [
                TextTable.Cell(String(event.sequence), .quiet),
                .init(String(event.time.description.dropFirst(11).dropLast())),
                .init(event.type), .init(event.actor), .init(event.causation.map { "← \($0)" } ?? "", .quiet),
                .init(event.payload, .quiet),
            ]
        }
        let lines = TextTable(rows, right: [0], flexible: 5).lines(width: max(40, width), style: style, indent: "")
        return lines.map { $0 + "\n" }.joined()
    }

    private static func head(
        of report: RunReport, _ bytes: Int?, _ style: TerminalStyle, _ width: Int
    ) -> [String] {
        let view = report.view
        let charter = view.charter
        let headline = RunHeadline(report)
        var lines = [
            style.toned("\(headline.tone.mark) ", headline.tone) + style.strong(headline.text)
        ]
        if let detail = headline.detail { lines += wrapped(PlainText.clean(detail, limit: 1000), width, indent: "  ") }
        let author = charter.author.isEmpty ? "" : " by \(charter.author)"
        let issue = PlainText.clean("\(charter.issueTitle) · \(charter.issue)\(author)")
        lines.append("  " + DisplayWidth.fit(issue, to: width - 2))
        let time = report.duration.map { ", took \(Figures.duration($0))" } ?? ""
        let size = bytes.map { ", \(Figures.bytes($0)) of history" } ?? ""
        lines.append("  " + style.faint("\(view.board.run) · begun \(Figures.time(charter.createdAt))\(time)\(size)"))
        let (done, all) = view.progress
        if !view.board.status.isFinal, all > 0 {
            let bar = ProgressText.bar(done, of: all, width: min(40, width / 2))
            lines.append("  \(style.toned(bar, headline.tone)) \(done * 100 / all) %  \(done) of \(all) tasks")
        }
        return lines
    }

    /// What is to be decided, then what was.
    private static func gates(of view: RunView, _ style: TerminalStyle, _ width: Int) -> [String] {
        var lines: [String] = []
        for gate in GateLines.open(in: view.board) {
            lines += ["", style.strong("To decide: \(PlainText.line(gate.id))") + style.faint("  \(gate.shown)")]
            for fact in [gate.question] + gate.facts {
                lines += wrapped(PlainText.clean(fact, limit: 1000), width, indent: "  ")
            }
        }
        let decided = view.board.gates.filter { $0.decision != nil }
        guard !decided.isEmpty else { return lines }
        lines += ["", style.strong("Decided")]
        for state in decided {
            guard let decision = state.decision else { continue }
            let when = state.closedAt.map { ", \(Figures.time($0))" } ?? ""
            let notes = decision.notes.map { ": \($0)" } ?? ""
            lines += wrapped(
                PlainText.clean(
                    "\(state.gate.id): \(decision.kind.rawValue) by \(decision.by.login)\(when)\(notes)", limit: 600),
                width, indent: "  ")
        }
        return lines
    }

    private static func tasks(of view: RunView, _ style: TerminalStyle, _ width: Int) -> [String] {
        let states = view.board.tasks
        let tree = TaskTree(states.map(\.task)) { states[$0].parent }
        let rows = tree.rows.map { row in
            let state = states[row.position]
            let time =
                if let start = state.startedAt, let end = state.finishedAt { Figures.duration(end - start) } else { "" }
            let cost = state.spent + state.unknown
            var notes: [String] = []
            if state.tries > 1 { notes.append("\(state.tries) tries") }
            if cost > .zero { notes.append(Figures.money(cost)) }
            if let failure = state.failure, state.status != .succeeded { notes.append(failure) }
            if let shortfall = state.shortfall { notes.append(shortfall) }
            return [
                TextTable.Cell(
                    state.status.tone.mark + " " + state.task.id.text, state.status.cellTone, branch: row.branch),
                .init(state.status.rawValue, state.status.tone), .init(time),
                .init(notes.joined(separator: "; ")),
            ]
        }
        return TextTable(rows, right: [2], flexible: 3).lines(width: width, style: style)
    }

    private static func assets(of report: RunReport, _ style: TerminalStyle, _ width: Int) -> [String] {
        let heads = ["Name", "Score", "Verdict", "Seed", "Attempt", "Size", "USD"].map { TextTable.Cell($0, .quiet) }
        let rows = report.lines.map { line in
            let asset = line.selected?.asset
            let count = line.attempts.count
            return [
                TextTable.Cell(line.name), .init(line.selected?.judgement.map { Figures.score($0.score) } ?? ""),
                .init("\(line.state.tone.mark) \(line.state.word)", line.state.tone),
                .init(asset?.seedText ?? ""),
                .init(asset.map { count == 1 ? "1" : "\($0.attempt) of \(count)" } ?? ""),
                .init(asset.map { "\(Figures.size($0.size)) \(Figures.bytes($0.bytes))" } ?? ""),
                .init(line.cost.description),
            ]
        }
        return TextTable([heads] + rows, right: [1, 3, 4, 6], flexible: 0).lines(width: width, style: style)
    }

    /// Whether adherence was judged, and where judges and answers differ.
    private static func semantic(of report: RunReport, _ style: TerminalStyle, _ width: Int) -> [String] {
        let semantic = SemanticLines(report)
        guard let summary = semantic.summary else { return [] }
        return ["", style.strong("Review")]
            + ([summary] + semantic.notes.prefix(20)).flatMap {
                wrapped(PlainText.clean($0, limit: 600), width, indent: "  ")
            }
    }

    private static func shortfalls(of report: RunReport, _ style: TerminalStyle, _ width: Int) -> [String] {
        let threshold = report.view.charter.brief.threshold
        var lines: [String] = []
        for line in report.lacking {
            let reason: String
            if case .missing(let failure) = line.state {
                reason = failure ?? "nothing was made"
            } else if let judgement = line.selected?.judgement {
                reason = CriterionWords.weakest(of: judgement, under: threshold)
                    .map {
                        "\(CriterionWords.label($0.name)) \(Figures.score($0.score)) (\(CriterionWords.weakness($0.name)))"
                    }
                    .joined(separator: "; ")
            } else {
                continue
            }
            lines += wrapped(PlainText.clean("\(line.name): \(reason)", limit: 2000), width, indent: "  ")
        }
        return lines.isEmpty ? [] : ["", style.strong("What fell short of \(report.bar)")] + lines
    }

    private static func cost(of view: RunView, _ width: Int) -> [String] {
        let board = view.board
        let estimate = view.charter.estimate
        var cells = ["spent \(Figures.money(board.spent))"]
        if board.unknown > .zero { cells.append("unknown outcome \(Figures.money(board.unknown))") }
        if board.reserved > .zero { cells.append("reserved \(Figures.money(board.reserved))") }
        cells.append("estimated \(estimate.likely) (\(estimate.least)–\(estimate.most)) USD")
        if let budget = board.budget { cells.append("budget \(Figures.money(budget))") }
        return wrapped(cells.joined(separator: ", "), width, indent: "  ")
    }

    private static func delivery(of view: RunView, _ width: Int) -> [String] {
        guard let delivery = view.delivery else { return [] }
        let rows = [
            ("pull request", delivery.pullRequest), ("branch", delivery.branch), ("commit", delivery.commit),
            ("pushed to", delivery.pushedTo), ("folder", delivery.folder),
            ("files", view.charter.brief.outputPath), ("store", delivery.shelved), ("note", delivery.note),
        ]
        // An address or a path is there to be copied: it is never cut.
        return rows.compactMap { name, value in
            value.map { "  \(DisplayWidth.fit(name, to: 12, padded: true))  \(PlainText.clean($0, limit: 4000))" }
        }
    }

    private static func issueName(_ issue: IssueIdentity) -> String {
        switch issue {
        case .github: issue.description
        case .file(let path): path.split(separator: "/").last.map(String.init) ?? path
        }
    }

    /// Broken at blanks; a word longer than the line is cut.
    static func wrapped(_ text: String, _ width: Int, indent: String) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            let fitted = DisplayWidth.fit(String(word), to: width - indent.count)
            if !line.isEmpty, DisplayWidth.of(line) + 1 + DisplayWidth.of(fitted) > width - indent.count {
                lines.append(indent + line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + fitted
        }
        return line.isEmpty ? lines : lines + [indent + line]
    }
}
