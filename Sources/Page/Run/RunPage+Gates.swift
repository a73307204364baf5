import Content
import Core
import Engine

/// What waits for a person, and what one may say about it.
extension RunPage {
    var gates: Markup {
        let open = view.board.openGates
        let decided = view.board.gates.filter { $0.decision != nil }
        guard !open.isEmpty || !decided.isEmpty else {
            return "\(title("gates", "Decisions"))<p class=\"soft\">Nothing is to be decided, and nothing was.</p>"
        }
        let words = GateLines.open(in: view.board)
        let cards = zip(open, words).enumerated().map { card($1.0.gate, $1.1, number: $0 + 1) }
        return "\(title("gates", open.isEmpty ? "Decisions" : "To decide"))\(cards)\(history(decided))"
    }

    private func card(_ gate: Gate, _ words: GateLines, number: Int) -> Markup {
        let facts = words.facts.map { fact -> Markup in "<li>\(foreign: fact, limit: 600)</li>" }
        let list: Markup = facts.isEmpty ? "" : "<ul>\(facts)</ul>"
        let subject: Markup =
            gate.subject == .null
            ? ""
            : """
            <details id="subject-\(number)"><summary>What it is about, in full</summary>
            <pre dir="auto">\(lines: gate.subject.prettyText, limit: 8_000)</pre></details>
            """
        let choice = viewer.mayDecide ? forms(gate, words, number) : commands(words)
        return """
            <article class="gate" aria-labelledby="gate-\(number)">
            <h3 id="gate-\(number)">\(foreign: gate.question, limit: 600)</h3>
            <p class="soft"><code>\(gate.id.text, limit: 120)</code> · shown: <code>\(gate.shown, limit: 64)</code></p>
            \(list)\(subject)\(choice)
            </article>
            """
    }

    private func commands(_ words: GateLines) -> Markup {
        let lines = words.steps.map { step -> Markup in
            "<li>\(step.text): <code>\(step.command ?? "", limit: 400)</code></li>"
        }
        let hint: Markup =
            viewer.name == nil
            ? (viewer.maySignIn
                ? "<p><a href=\"/sign-in\">Sign in</a> to decide here, or use a command:</p>"
                : "<p>Deciding here takes a sign-in, which is not set up (<code>BOT_PAGE_TOKEN</code>). By command:</p>")
            : "<p>Your role in this repository does not let you decide. Somebody who may can do it here, or by command:</p>"
        return "\(hint)<ul class=\"commands\">\(lines)</ul>"
    }

    private func forms(_ gate: Gate, _ words: GateLines, _ number: Int) -> Markup {
        let steps = Dictionary(zip(gate.options, words.steps.map(\.text))) { first, _ in first }
        func button(_ kind: DecisionKind, isMain: Bool = false) -> Markup? {
            guard gate.options.contains(kind) else { return nil }
            let look: Markup = isMain ? "" : " class=\"plain\""
            return """
                <button name="kind" value="\(kind.rawValue)"\(look)>\(kind.label)<small>\(steps[kind] ?? "")</small></button>
                """
        }
        let onward = [button(.approve, isMain: true), button(.accept)].compactMap { $0 }
        let again = [button(.revise), button(.reject)].compactMap { $0 }
        var parts: [Markup] = []
        if !onward.isEmpty { parts.append(form(gate, "<div class=\"buttons\">\(onward)</div>")) }
        if gate.options.contains(.budget) {
            let fields: Markup = """
                <label for="amount-\(number)">Budget of the run in all, US dollars</label>
                <div class="row"><input id="amount-\(number)" name="amount" inputmode="decimal" pattern="[0-9]+([.][0-9]{1,6})?" required>
                <button name="kind" value="budget">Raise the budget</button></div>
                """
            parts.append(form(gate, fields))
        }
        if !again.isEmpty {
            let notes: Markup =
                gate.options.contains(.revise)
                ? """
                <label for="notes-\(number)">What to change</label>
                <textarea id="notes-\(number)" name="notes" rows="3" maxlength="4000"></textarea>
                """ : ""
            let fields: Markup = "\(assets(gate, number))\(notes)<div class=\"buttons\">\(again)</div>"
            parts.append(form(gate, fields))
        }
        parts.append(supply(gate, number: number))
        if gate.options.contains(.end) {
            let fields: Markup = """
                <label for="end-\(number)">Why (may stay empty)</label>
                <div class="row"><input id="end-\(number)" name="notes" maxlength="400">
                <button name="kind" value="end" class="plain danger">End the run</button></div>
                """
            parts.append(
                "<details id=\"ending-\(number)\"><summary>End the run</summary>\(form(gate, fields))</details>")
        }
        return Markup(lines: parts)
    }

    /// Which assets are to be made again.
    private func assets(_ gate: Gate, _ number: Int) -> Markup {
        guard gate.kind == .approval, gate.task != nil, report.lines.count > 1, report.lines.count <= 60 else {
            return ""
        }
        let boxes = report.lines.enumerated().map { place, line -> Markup in
            """
            <label class="box" for="asset-\(number)-\(place)"><input type="checkbox" id="asset-\(number)-\(place)" name="asset" value="\(line.item.key.text)">\(foreign: line.name, limit: 60)</label>
            """
        }
        let alone: Markup =
            gate.subject["again"] == nil
            ? ""
            : """
            <label class="box" for="reach-\(number)"><input type="checkbox" id="reach-\(number)" name="reach" value="\(DecisionReach.word)">leave other scenes as they are</label>
            """
        return "<fieldset><legend>Only these (none: all)</legend>\(boxes)</fieldset>\(alone)"
    }

    /// Every form names the gate and what was looked at.
    func form(_ gate: Gate, _ fields: Markup) -> Markup {
        """
        <form class="decision" method="post" action="\(home)/decisions">
        \(hidden(gate))
        \(fields)
        </form>
        """
    }

    func hidden(_ gate: Gate) -> Markup {
        """
        <input type="hidden" name="token" value="\(viewer.formToken ?? "")">
        <input type="hidden" name="gate" value="\(gate.id.text)"><input type="hidden" name="shown" value="\(gate.shown)">
        """
    }

    private func history(_ decided: [GateState]) -> Markup {
        guard !decided.isEmpty else { return "" }
        let lines = decided.suffix(30).compactMap { state -> Markup? in
            guard let decision = state.decision else { return nil }
            let time: Markup = state.closedAt.map { ", \(Figures.time($0))" } ?? ""
            let notes: Markup = decision.notes.map { ": \(foreign: $0, limit: 400)" } ?? ""
            return """
                <li><code>\(state.gate.id.text, limit: 120)</code> \(decision.kind.rawValue) by \(foreign: decision.by.login, limit: 60)\(time)\(notes)</li>
                """
        }
        return "<h3>Decided</h3><ul class=\"decided\">\(lines)</ul>"
    }
}

extension DecisionKind {
    /// On a button.
    fileprivate var label: String {
        switch self {
        case .approve: "Approve"
        case .revise: "Send back"
        case .reject: "Reject"
        case .accept: "Accept"
        case .budget: "Raise the budget"
        case .supply: "Supply"
        case .end: "End the run"
        }
    }
}
