package import Core
import Engine

/// What another run would do differently, for an issue that was edited while its run waits.
package struct EditReport: Sendable {
    private let view: RunView
    private let title: String
    private let brief: Brief
    private let plan: [PlanTask]
    private let estimate: Estimate

    /// `title`, `brief`, `plan` and `estimate`: of the issue as it stands now.
    package init(_ view: RunView, title: String, brief: Brief, plan: [PlanTask], estimate: Estimate) {
        self.view = view
        self.title = title
        self.brief = brief
        self.plan = plan
        self.estimate = estimate
    }

    /// Whether the issue asks for what the run was begun with.
    package var isSame: Bool { brief == view.charter.brief && title == view.charter.issueTitle }

    /// In GitHub's Markdown.
    package var text: String {
        let kept = view.charter
        var rows: [[String]] = []
        func compare(_ name: String, _ old: String, _ new: String) {
            guard old != new else { return }
            rows.append([name, Self.cell(old), Self.cell(new)])
        }
        compare("Title", kept.issueTitle, title)
        compare(BriefField.prompt.heading, kept.brief.prompt, brief.prompt)
        let old = BriefLines.lines(of: kept.brief)
        let new = BriefLines.lines(of: brief)
        var names: [String] = []
        for line in old + new where !names.contains(line.heading) { names.append(line.heading) }
        for name in names {
            compare(
                name, old.first { $0.heading == name }?.value ?? "", new.first { $0.heading == name }?.value ?? "")
        }
        compare(BriefField.items.heading, Self.list(kept.brief), Self.list(brief))
        if kept.workflow.isEmpty == false, view.board.tasks.isEmpty == false {
            compare("Tasks of the plan", Self.tasks(view.board.tasks.map(\.task)), Self.tasks(plan))
        }
        let table = Markdown.table(["", "This run", "As it stands now"], align: ["-", "-", "-"], rows: rows)
        let price =
            "**Price** · another run would cost \(Figures.money(estimate.likely)) (\(estimate.least)–\(estimate.most)), where "
            + "what has been made already is reused; this one was estimated at \(Figures.money(kept.estimate.likely)), of "
            + "which \(Figures.money(view.board.spent)) are spent."
        return """
            ### The issue was edited while run `\(view.board.run)` waits

            The run keeps to what was written when it began. Nothing was spent.

            \(rows.isEmpty ? "What is left out of a brief would be filled in otherwise now." : table)

            \(price)

            To have it as it stands now: `/cancel`, then set the label again. To keep the run: nothing need be done.

            """
    }

    private static func list(_ brief: Brief) -> String { brief.items.map(\.prompt).joined(separator: "; ") }

    /// How many of each kind, so that a longer plan is told in a line.
    private static func tasks(_ plan: [PlanTask]) -> String {
        Dictionary(grouping: plan, by: \.uses).sorted { $0.key < $1.key }.map { "\($0.value.count) \($0.key)" }
            .joined(separator: ", ")
    }

    private static func cell(_ text: String) -> String {
        text.isEmpty ? "–" : MarkdownEscaper.inline(PlainText.clean(text, limit: 400))
    }
}
