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
        guard let word = form["kind"].flatMap(PageWord.init) else {
            _ = try liveView()
            throw Self.unreadable
        }
        let (gate, view) = try self.gate(taking: word.kind)
        try checkSpending(word.kind, view)
        let notes = try notes(for: word.kind)
        let assets = try assets(of: view)
        let reach: DecisionReach = form["reach"] == DecisionReach.word ? .alone : .followers
        let effect: AssetWord.Effect
        switch word {
        case .decide(.supply):
            throw PageRefusal(422, "No file was brought", "A file is sent with the form that has a field for it.")
        case .decide(let kind): effect = AssetWord.Effect(kind: kind, records: [])
        case .pick, .regenerate: effect = try wish(word, assets, at: gate, of: view, reach: reach)
        }
        let amount = word == .decide(.budget) ? try amount(view) : nil
        return Decision(
            gate: gate.id, kind: effect.kind, by: decider, shown: gate.shown, notes: notes, assets: assets,
            amount: amount,
            records: AssetSetAside.records(for: effect.kind, at: gate, assets: assets, of: view, reach: reach)
                + effect.records)
    }

    /// Tells the decision from another one at the same gate.
    var key: String {
        switch form["kind"].flatMap(PageWord.init) {
        case .pick: "page/pick/\(form["asset"] ?? "")/\(form["attempt"] ?? "")"
        case .regenerate: "page/regenerate/\(form["asset"] ?? "")"
        default: "page"
        }
    }

    /// Where a file of a person's own is to stand.
    struct Place {
        let gate: Gate
        let view: RunView
        let asset: AssetKey
        let attempt: Int
    }

    func place() throws(PageRefusal) -> Place {
        let (gate, view) = try self.gate(taking: .supply)
        let named = try assets(of: view)
        let failed = gate.kind == .humanReview ? gate.task.flatMap { view.board[$0]?.task } : nil
        guard named.count == 1, failed == nil || failed?.asset == named[0] else { throw Self.unreadable }
        guard SuppliedFile.canStand(for: named[0], of: view.charter.brief) else {
            throw PageRefusal(
                422, "A picture can’t stand there", "\(named[0]) is a film. Nothing was decided.")
        }
        return Place(
            gate: gate, view: view, asset: named[0],
            attempt: failed?.attempt ?? view.history.lastAttempt(of: named[0]) + 1)
    }

    private func liveView() throws(PageRefusal) -> RunView {
        guard let view = run.view, !run.status.isFinal else {
            throw PageRefusal(
                409, "There is nothing left to decide", "The run has ended: \(run.status.rawValue).")
        }
        return view
    }

    /// The gate that the form is about, as long as it shows what the form was made for and takes such a decision.
    private func gate(taking kind: DecisionKind) throws(PageRefusal) -> (Gate, RunView) {
        let view = try liveView()
        guard let name = form["gate"], let shown = form["shown"] else { throw Self.unreadable }
        let gate = try gate(named: name, shown: shown, in: view)
        guard gate.options.contains(kind) else {
            throw PageRefusal(
                422, "That can’t be decided here",
                "The gate takes \(gate.options.map(\.rawValue).joined(separator: ", ")).")
        }
        return (gate, view)
    }

    /// What is wanted of one asset.
    private func wish(
        _ word: PageWord, _ assets: [AssetKey], at gate: Gate, of view: RunView, reach: DecisionReach
    ) throws(PageRefusal) -> AssetWord.Effect {
        guard assets.count == 1, gate.kind == .approval, gate.task != nil else { throw Self.unreadable }
        let desk = AssetWord(view: view, gate: gate)
        do throws(AssetWord.Flaw) {
            guard word == .regenerate else {
                guard let attempt = form["attempt"].flatMap({ Int($0) }) else {
                    throw AssetWord.Flaw("No attempt was named.")
                }
                return try desk.pick(assets[0], attempt, reach: reach)
            }
            let given = (form["seed"] ?? "").split(whereSeparator: \.isWhitespace).joined()
            let seed = Int(given).flatMap { Seed($0) }
            guard given.isEmpty || seed != nil else {
                throw AssetWord.Flaw("A seed is a whole number from 0 to 2147483647, or empty.")
            }
            let prompt = PlainText.clean(form["prompt"] ?? "", keepsLines: true)
            guard prompt.unicodeScalars.count <= Self.mostNotes else {
                throw AssetWord.Flaw("A prompt has at most \(Self.mostNotes) characters.")
            }
            return try desk.regenerate(
                assets[0], seed: seed, prompt: prompt.allSatisfy(\.isWhitespace) ? nil : prompt,
                by: decider.login)
        } catch {
            throw PageRefusal(422, "That can’t be done", "\(error.text.replacing("`", with: "")) Nothing was decided.")
        }
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
