import Core
import Engine

extension HTMLReport {
    /// Failed tasks of the run as a whole.
    var failures: String? {
        let failed = view.board.tasks.filter {
            $0.task.asset == nil && ($0.status == .failed || $0.status == .escalated)
        }
        guard !failed.isEmpty else { return nil }
        let rows = failed.prefix(50).map { state in
            "<tr><th scope=\"row\"><code>\(HTML.text(state.task.id.text, limit: 80))</code></th>"
                + "<td class=\"\(state.status.tone.rawValue)\">\(state.status.rawValue)</td>"
                + "<td>\(HTML.foreign(state.failure ?? "", limit: 1000))</td></tr>"
        }
        return section("failures", "What went wrong", table(["Task", "State", "What happened"], rows))
    }

    /// When each asset was at work, and each task of the run as a whole.
    var timeline: String? {
        let begin = view.charter.createdAt
        let times = view.board.tasks.flatMap { [$0.startedAt, $0.finishedAt] }.compactMap { $0 }
        guard let end = ([view.board.finishedAt].compactMap { $0 } + times).max(), end > begin else { return nil }
        let whole = max(1, (end - begin).milliseconds)
        var lanes: [(name: String, states: [TaskState])] = []
        var positions: [AssetKey: Int] = [:]
        for state in view.board.tasks where state.startedAt != nil {
            if let asset = state.task.asset {
                if let position = positions[asset] {
                    lanes[position].states.append(state)
                } else {
                    positions[asset] = lanes.count
                    lanes.append((asset.text, [state]))
                }
            } else {
                lanes.append((state.task.id.text, [state]))
            }
        }
        guard !lanes.isEmpty else { return nil }
        let rows = lanes.map { lane in
            let bars = lane.states.map { bar($0, from: begin, to: end, whole) }
            let starts = lane.states.compactMap(\.startedAt)
            let ends = lane.states.map { $0.finishedAt ?? end }
            let length = (ends.max() ?? end) - (starts.min() ?? begin)
            return "<tr><th scope=\"row\">\(HTML.foreign(lane.name, limit: 60))</th><td>"
                + "<svg class=\"lane\" viewBox=\"0 0 1000 14\" preserveAspectRatio=\"none\" role=\"img\" "
                + "aria-label=\"from \(Figures.duration((starts.min() ?? begin) - begin)), for \(Figures.duration(length))\">"
                + "\(bars.joined())</svg></td><td class=\"figure\">\(Figures.duration(length))</td></tr>"
        }
        let body =
            "<table class=\"timeline\"><thead><tr><th scope=\"col\">Asset or task</th>"
            + "<th scope=\"col\">0 s to \(Figures.duration(end - begin))</th>"
            + "<th scope=\"col\" class=\"figure\">Time</th></tr></thead><tbody>\(rows.joined(separator: "\n"))</tbody></table>"
        return section("timeline", "Timeline", scrolled(body, "Timeline"))
    }

    private func bar(_ state: TaskState, from begin: Timestamp, to end: Timestamp, _ whole: Int64) -> String {
        guard let start = state.startedAt else { return "" }
        let left = (start - begin).milliseconds * 1000 / whole
        let width = max(3, ((state.finishedAt ?? end) - start).milliseconds * 1000 / whole)
        let time = Figures.duration((state.finishedAt ?? end) - start)
        // What made something stands full, what judged or gathered it is lower, so that the two can be told apart.
        let isMaking = state.task.uses != "review" && state.task.asset != nil
        return "<rect class=\"\(state.status.tone.rawValue)\" x=\"\(min(left, 997))\" y=\"\(isMaking ? 1 : 4)\" "
            + "width=\"\(width)\" height=\"\(isMaking ? 12 : 6)\">"
            + "<title>\(HTML.text(state.task.id.text, limit: 80)): \(state.status.rawValue), \(time)</title></rect>"
    }

    var account: String? {
        let board = view.board
        let estimate = view.charter.estimate
        var rows = [
            ("Spent", Figures.money(board.spent), "settled by the services' answers"),
            ("Unknown", Figures.money(board.unknown), "calls whose outcome nobody knows, counted as spent"),
        ]
        if board.reserved > .zero { rows.append(("Reserved", Figures.money(board.reserved), "for calls on their way")) }
        rows.append(
            ("Estimated", Figures.money(estimate.likely), "at least \(estimate.least), at most \(estimate.most) USD"))
        rows.append(
            (
                "Budget", view.charter.budget.map(Figures.money) ?? "none of its own",
                "what the run may spend before it asks"
            ))
        let lines = rows.map {
            "<tr><th scope=\"row\">\($0.0)</th><td class=\"amount\">\($0.1)</td><td class=\"soft\">\($0.2)</td></tr>"
        }
        return section("cost", "Cost", table(["", "Amount", "What it is"], lines))
    }

    var brief: String? {
        let brief = view.charter.brief
        let prompt =
            brief.prompt.isEmpty
            ? "" : "<blockquote class=\"prompt\" dir=\"auto\">\(HTML.text(brief.prompt, keepsLines: true))</blockquote>"
        let rows = BriefLines.lines(of: brief).map { line in
            "<tr><th scope=\"row\">\(line.heading)</th><td>\(HTML.foreign(line.value))</td></tr>"
        }
        return section(
            "brief", "The brief as understood",
            prompt + "<table class=\"brief\"><tbody>\(rows.joined(separator: "\n"))</tbody></table>")
    }

    private func section(_ id: String, _ title: String, _ content: String) -> String {
        "<section aria-labelledby=\"\(id)\">\n<h2 id=\"\(id)\">\(title)</h2>\n\(content)\n</section>"
    }

    private func table(_ heads: [String], _ rows: [String]) -> String {
        let cells = heads.map { "<th scope=\"col\">\($0)</th>" }.joined()
        return scrolled(
            "<table><thead><tr>\(cells)</tr></thead><tbody>\(rows.joined(separator: "\n"))</tbody></table>", heads[1])
    }

    private func scrolled(_ content: String, _ label: String) -> String {
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(label)\">\(content)</div>"
    }
}
