import Content
import Core
import Engine

/// The money, the last events and the request.
extension RunPage {
    var costs: Markup {
        let board = view.board
        let estimate = view.charter.estimate
        var rows: [Markup] = [
            row("Spent", board.spent, "settled by the services’ answers"),
            row("Unknown", board.unknown, "calls whose outcome nobody knows, counted as spent"),
            row("Reserved", board.reserved, "for calls on their way"),
            row("Estimated", estimate.likely, "at least \(estimate.least), at most \(estimate.most) USD"),
        ]
        let budget: Markup = board.budget.map { "\(Figures.money($0))" } ?? "none of its own"
        rows.append(
            "<tr><th scope=\"row\">Budget</th><td class=\"figure\">\(budget)</td><td class=\"soft\">what the run may spend before it asks</td></tr>"
        )
        return """
            \(title("cost", "Cost"))
            <div class="scroll" tabindex="0" role="region" aria-label="Cost"><table>
            <caption>The run’s account</caption>
            <thead><tr><th scope="col">Item</th><th scope="col" class="figure">Amount</th><th scope="col">What it is</th></tr></thead>
            <tbody>\(rows)</tbody></table></div>
            \(kinds)
            """
    }

    private func row(_ name: Markup, _ amount: MicroDollars, _ words: String) -> Markup {
        "<tr><th scope=\"row\">\(name)</th><td class=\"figure\">\(Figures.money(amount))</td><td class=\"soft\">\(words)</td></tr>"
    }

    /// What each kind of work has cost, the dearest first; nothing where all of it was free.
    private var kinds: Markup {
        var sums: [String: (count: Int, cost: MicroDollars)] = [:]
        for state in view.board.tasks where state.tries > 0 {
            let sum = sums[state.task.uses, default: (0, .zero)]
            sums[state.task.uses] = (sum.count + 1, sum.cost + state.spent + state.unknown)
        }
        let paid = sums.filter { $0.value.cost > .zero }.sorted { ($1.value.cost, $0.key) < ($0.value.cost, $1.key) }
        guard !paid.isEmpty else { return "" }
        let rows = paid.map { name, sum -> Markup in
            """
            <tr><th scope="row">\(name, limit: 60)</th><td class="figure">\(sum.count)</td><td class="figure">\(Figures.money(sum.cost))</td></tr>
            """
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="Cost by kind of work"><table>
            <caption>By kind of work</caption>
            <thead><tr><th scope="col">Work</th><th scope="col" class="figure">Tasks</th><th scope="col" class="figure">Cost</th></tr></thead>
            <tbody>\(rows)</tbody></table></div>
            """
    }

    var log: Markup {
        """
        \(title("log", "Last events"))
        \(EventTable.table(EventTable.rows(events.reversed(), payload: 140), caption: "The last \(events.count) of \(view.board.lastSequence) events, the newest first"))
        <p><a id="to-events" href="\(home)/events">The whole event log</a></p>
        """
    }

    var brief: Markup {
        let brief = view.charter.brief
        let prompt: Markup =
            brief.prompt.isEmpty
            ? "" : "<blockquote class=\"prompt\" dir=\"auto\">\(lines: brief.prompt, limit: 4_000)</blockquote>"
        let rows = BriefLines.lines(of: brief).map { line -> Markup in
            "<div><dt>\(line.heading)</dt><dd>\(foreign: line.value, limit: 600)</dd></div>"
        }
        return """
            \(title("brief", "The brief as understood"))
            \(prompt)
            <details id="fields"><summary>All its fields</summary><dl class="fields">\(rows)</dl></details>
            <p class="soft">Run <code>\(view.board.run.text)</code></p>
            """
    }
}
