import Content
import Core
import Engine

/// Reads what somebody decided in a form, by the same rules as the commands of a comment.
struct PageDecision: Sendable {
    let form: FormFields
    let run: RunFacts
    let decider: Decider

    /// How many characters notes may have.
    private static let mostNotes = 4_000

    /// The decision as the run's inbox takes it; it binds what the form showed, and nothing else.
    func decision() throws(PageRefusal) -> Decision {
        guard let view = run.view, !run.status.isFinal else {
            throw PageRefusal(
                409, "There is nothing left to decide", "The run has ended: \(run.status.rawValue).")
        }
        guard let kind = form["kind"].flatMap(DecisionKind.init(rawValue:)), let name = form["gate"],
            let shown = form["shown"]
        else { throw Self.unreadable }
        let gate = try gate(named: name, shown: shown, in: view)
        guard gate.options.contains(kind) else {
            throw PageRefusal(
                422, "That can’t be decided here",
                "The gate takes \(gate.options.map(\.rawValue).joined(separator: ", ")).")
        }
        try checkSpending(kind, view)
        let notes = try notes(for: kind)
        let assets = try assets(of: view)
        let amount = kind == .budget ? try amount(view) : nil
        return Decision(
            gate: gate.id, kind: kind, by: decider, shown: shown, notes: notes, assets: assets, amount: amount,
            records: AssetSetAside.records(
                for: kind, at: gate, assets: assets, of: view,
                reach: form["reach"] == DecisionReach.word ? .alone : .followers))
    }

    private static let unreadable = PageRefusal(
        400, "That could not be read", "The form is not as the page has it. Load the page again and decide there.")

    private func gate(named name: String, shown: String, in view: RunView) throws(PageRefusal) -> Gate {
        guard let state = view.board.gate(GateID(name)) else { throw Self.unreadable }
        guard state.status == .open else {
            let by = state.decision.map { "\($0.kind.rawValue), by \($0.by.login)" } ?? "what it was about has changed"
            throw PageRefusal(
                409, "It is not open any more", "Your decision was not taken. What became of it: \(by).")
        }
        guard state.gate.shown == shown else {
            throw PageRefusal(
                409, "This has changed meanwhile",
                "What you looked at (\(PlainText.line(shown, limit: 64))) is not what the gate shows now "
                    + "(\(state.gate.shown)). Your decision was not taken: look at it again.")
        }
        return state.gate
    }

    private func checkSpending(_ kind: DecisionKind, _ view: RunView) throws(PageRefusal) {
        let spends: Bool =
            switch kind {
            case .approve, .revise, .reject, .budget: true
            case .accept, .supply, .end: false
            }
        guard spends, !run.mayApproveOwn, view.charter.author.lowercased() == decider.login.lowercased() else { return }
        throw PageRefusal(
            403, "Another person must decide this",
            "Whoever asked for a run may not approve what it spends here (the setting gates.ownApproval).")
    }

    private func notes(for kind: DecisionKind) throws(PageRefusal) -> String? {
        let text = PlainText.clean(form["notes"] ?? "", keepsLines: true)
        guard text.unicodeScalars.count <= Self.mostNotes else {
            throw PageRefusal(
                422, "That is too long", "Notes have at most \(Self.mostNotes) characters. Nothing was decided.")
        }
        if kind == .revise, text.isEmpty {
            throw PageRefusal(422, "What is to be changed?", "Sending it back needs words that say what to change.")
        }
        return text.isEmpty ? nil : text
    }

    private func assets(of view: RunView) throws(PageRefusal) -> [AssetKey] {
        let named = form.all("asset").map { AssetKey($0) }
        guard Set(named).isSubset(of: view.charter.brief.assets.map(\.key)) else { throw Self.unreadable }
        return named
    }

    private func amount(_ view: RunView) throws(PageRefusal) -> MicroDollars {
        let text = form["amount"] ?? ""
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isPlain =
            (1...2).contains(parts.count)
            && parts.allSatisfy { part in !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        guard isPlain, parts.count == 1 || parts[1].utf8.count <= 6, let dollars = Double(text), dollars <= 1_000_000,
            let amount = MicroDollars(dollars: dollars)
        else {
            throw PageRefusal(
                422, "That is no amount", "A budget is a number of US dollars up to 1,000,000, as 12.50.")
        }
        let booked = view.board.spent + view.board.unknown + view.board.reserved
        guard amount >= booked else {
            throw PageRefusal(
                422, "That is too little", "\(booked) USD are spent or reserved already; a budget can’t be less.")
        }
        return amount
    }
}
