import Core
import Engine

/// Says what a run has delivered in the form of a check: a verdict, a summary, a remark for each asset.
struct CheckWriter {
    let view: RunView

    func check(of commit: String, in repository: String, page: String?) -> CheckReport {
        let report = RunReport(view)
        let status = view.board.status
        return CheckReport(
            repository: repository, commit: commit, name: CheckDesk.name, run: view.board.run,
            conclusion: conclusion, page: page, title: RunHeadline(report).text, summary: summary(of: report),
            // What waits may be judged otherwise yet, and no remark can be taken back.
            annotations: status.isFinal ? report.lines.map { annotation(of: $0) } : [],
            actions: mayRetry ? [.retryFailed] : [])
    }

    /// A run that waits, was cancelled or has delivered less than was asked for judges nothing: whoever merges does.
    private var conclusion: CheckReport.Conclusion {
        switch view.board.status {
        case .succeeded: .success
        case .failed: .failure
        case .queued, .running, .waiting, .partial, .cancelled: .neutral
        }
    }

    /// Whether `/retry` would find anything to do.
    private var mayRetry: Bool {
        switch view.board.status {
        case .waiting: view.board.openGates.contains { $0.gate.kind == .humanReview }
        case .failed, .cancelled: true
        case .succeeded, .partial: view.board.tasks.contains { [.failed, .cancelled].contains($0.status) }
        case .queued, .running: false
        }
    }

    private func summary(of report: RunReport) -> String {
        let most = 200
        let rows = report.lines.prefix(most).map { line -> [String] in
            let score = line.selected?.judgement.map { Figures.score($0.score) } ?? "–"
            return [
                MarkdownEscaper.code(PlainText.clean(line.name, limit: 80)),
                "\(line.state.tone.emoji) \(line.state.word)", score,
            ]
        }
        let table = Markdown.table(["Asset", "State", "Score"], align: ["-", "-", "-:"], rows: rows)
        let rest = report.lines.count > most ? ["… and \(report.lines.count - most) more."] : []
        let parts = [
            CommentRenderer.headline(of: report), table + rest.map { "\n\n\($0)" }.joined(),
            CommentRenderer.account(of: view), CommentRenderer.foot(of: report),
        ]
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func annotation(of line: AssetLine) -> CheckReport.Annotation {
        let layout = DeliveryLayout(brief: view.charter.brief, title: view.charter.issueTitle)
        let threshold = view.charter.brief.threshold
        let name = PlainText.clean(line.name, limit: 80)
        guard let selected = line.selected, let path = selected.path else {
            let reason =
                if case .missing(let reason?) = line.state { PlainText.clean(reason, limit: 1_000) } else {
                    "There is no picture of it."
                }
            return CheckReport.Annotation(
                path: layout.manifest, level: .failure, title: "\(name): \(line.state.word)", message: reason)
        }
        guard let judgement = selected.judgement else {
            return CheckReport.Annotation(
                path: path, level: line.state == .made ? .notice : .warning, title: "\(name): \(line.state.word)",
                message: line.state == .made
                    ? "Its parts were judged, each by itself." : "Nobody could judge it: look at it before merging.")
        }
        let level: CheckReport.Annotation.Level =
            switch line.state {
            case .passed, .made: .notice
            case .short, .missing: .failure
            case .waiting, .working, .warned, .unjudged: .warning
            }
        var words = ["\(Figures.score(judgement.score)) of 100, where \(threshold) is asked for."]
        if level != .notice {
            words += CriterionWords.weakest(of: judgement, under: threshold).prefix(3).map {
                "\(CriterionWords.label($0.name)) \(Figures.score($0.score)): \(CriterionWords.weakness($0.name))"
            }
        }
        words += judgement.criteria.sorted { $0.key < $1.key }.map {
            "\(CriterionWords.label($0.key)): \(Figures.score($0.value))"
        }
        return CheckReport.Annotation(
            path: path, level: level, title: "\(name): \(line.state.word)",
            message: words.map { PlainText.clean($0, limit: 300) }.joined(separator: "\n"))
    }
}
