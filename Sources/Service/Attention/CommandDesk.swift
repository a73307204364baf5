import Content
import Core
import Engine
import GitHub

/// Turns the commands of one comment, or a pressed button, into letters to the run and an answer, one after the other.
struct CommandDesk {
    private let facts: AttentionFacts
    private let asked: Asked
    private let decider: Decider
    private var acts: [AttentionAct] = []
    /// What the answer says, a paragraph each.
    private var paragraphs: [String] = []
    private var hasFailed = false
    private var wantsPlan = false
    /// The gates that a command of this comment has decided.
    private var decided: Set<GateID> = []
    private var letters = 0

    /// What the commands come from.
    struct Asked {
        let at: Timestamp
        let cause: RunStart.Cause
        /// When it had last been changed when it was read.
        let stamp: Timestamp
        /// Where it is answered.
        let marker: CommentMarker

        init(_ comment: ThreadComment) {
            at = comment.createdAt
            cause = .comment(comment.id)
            stamp = comment.updatedAt
            marker = .answer(to: comment.id)
        }

        init(_ unread: UnreadPress) {
            at = unread.at
            cause = .press(delivery: unread.guid)
            stamp = unread.at
            marker = .press(delivery: unread.guid)
        }

        /// As it is called where it is refused.
        var noun: String { if case .press = cause { "button's press" } else { "comment" } }

        /// Before the numbers of its letters.
        var key: String {
            switch cause {
            case .label(let event): "label/\(event)"
            case .comment(let comment): "comment/\(comment)"
            case .press(let delivery): "press/\(delivery)"
            }
        }

        /// What says that all of it is done, and that it need not be read again.
        func done(hasFailed: Bool) -> [AttentionAct] {
            switch cause {
            case .label: []
            case .comment(let comment):
                [
                    .react(hasFailed ? .confused : .thumbsUp, to: comment),
                    .remember(comment: comment, updatedAt: stamp),
                ]
            case .press(let delivery): [.rememberPress(delivery: delivery)]
            }
        }
    }

    init(_ facts: AttentionFacts, asked: Asked, by decider: Decider) {
        self.facts = facts
        self.asked = asked
        self.decider = decider
    }

    /// A command that can't be carried out, with the reason as a sentence.
    struct Refusal: Error {
        let text: String
        init(_ text: String) { self.text = text }
    }

    mutating func take(_ item: CommentReading.Item) {
        switch item {
        case .fault(let fault): fail(AttentionWords.fault(fault))
        case .command(let command):
            do throws(Refusal) {
                try carryOut(command)
            } catch {
                fail(AttentionWords.refused(command.name, error.text))
            }
        }
    }

    /// Whether the comment asks for a run; it is done with when that is begun.
    private var asksForRun: Bool { acts.contains { if case .start = $0 { true } else { false } } }

    /// The letters first, then the answer, then the reaction that says that all of it is done.
    func finished(to author: GitHubActor) -> [AttentionAct] {
        let marker = asked.marker
        var acts = acts
        if !paragraphs.isEmpty || wantsPlan {
            let text = AttentionWords.answer(to: author, paragraphs)
            acts.append(wantsPlan ? .sayPlan(marker, head: text) : .say(marker, text))
        }
        if asksForRun { return acts }
        return acts + asked.done(hasFailed: hasFailed)
    }

    private mutating func fail(_ text: String) {
        hasFailed = true
        paragraphs.append(text)
    }

    private mutating func carryOut(_ command: CommentCommand) throws(Refusal) {
        switch command {
        case .approve(let shown): try decide(.approve, shown: shown)
        case .accept(let shown): try decide(.accept, shown: shown)
        case .reject(let named):
            let keys = try liveRun().view?.charter.brief.assets.map(\.key) ?? []
            let (assets, reach) = Self.reaching(named, among: keys)
            try decide(.reject, assets: assets, reach: reach)
        case .revise(let text):
            let keys = try liveRun().view?.charter.brief.assets.map(\.key) ?? []
            let (assets, notes, reach) = Self.revision(text, assets: keys)
            try decide(.revise, notes: notes, assets: assets, reach: reach)
        case .cancel(let reason):
            let run = try liveRun()
            deliver(.cancel(reason: reason ?? "cancelled by \(decider.login)", by: decider), to: run)
        case .budget(let amount): try setBudget(amount)
        case .retry(let asset): try retry(asset)
        case .regenerate(let asset, let seed, let prompt, let reach):
            try regenerate(asset, seed: seed, prompt: prompt, reach: reach)
        case .pick(let asset, let attempt, let reach): try pick(asset, attempt, reach: reach)
        case .status: paragraphs.append(AttentionWords.status(facts))
        case .help: paragraphs.append(AttentionWords.help(facts))
        case .plan: wantsPlan = true
        }
    }

    private mutating func deliver(_ letter: Letter, to run: RunFacts) {
        letters += 1
        acts.append(.deliver(letter, to: run.id, key: "\(asked.key)/\(letters)"))
    }

    // MARK: The run

    /// The run that a command is about: the one that was live when the comment was written.
    private func liveRun() throws(Refusal) -> RunFacts {
        guard let run = facts.run else { throw Refusal(AttentionWords.noRun(facts)) }
        guard !run.status.isFinal else {
            throw Refusal("Run `\(run.id)` has ended: \(run.status.rawValue). There is nothing left to decide.")
        }
        guard asked.at + AttentionDecider.clockTolerance >= run.createdAt else {
            throw Refusal("The \(asked.noun) is older than run `\(run.id)`. Say it again if it is meant for this one.")
        }
        return run
    }

    /// Words before a colon that all name assets of the run are what the notes are about.
    static func revision(
        _ text: String, assets: [AssetKey]
    ) -> (assets: [AssetKey], notes: String, reach: DecisionReach) {
        guard let colon = text.firstIndex(of: ":") else { return ([], text, .followers) }
        let known = Set(assets)
        let named = text[..<colon].split { $0.isWhitespace || $0 == "," || $0 == "`" }.map { AssetKey(String($0)) }
        let notes = text[text.index(after: colon)...].drop(while: \.isWhitespace)
        let (meant, reach) = reaching(named, among: assets)
        guard !meant.isEmpty, !notes.isEmpty, meant.allSatisfy(known.contains) else { return ([], text, .followers) }
        return (meant, String(notes), reach)
    }

    /// The assets without the word that says that nothing else is meant, unless there is an asset of that name.
    private static func reaching(
        _ named: [AssetKey], among keys: [AssetKey]
    ) -> (assets: [AssetKey], reach: DecisionReach) {
        guard named.count > 1, let last = named.last, last.text.lowercased() == DecisionReach.word, !keys.contains(last)
        else { return (named, .followers) }
        return (named.dropLast(), .alone)
    }

    // MARK: Gates

    private mutating func decide(
        _ kind: DecisionKind, shown: String? = nil, notes: String? = nil, assets: [AssetKey] = [],
        reach: DecisionReach = .followers
    ) throws(Refusal) {
        let run = try liveRun()
        let gate = try gate(taking: kind, shown: shown, of: run)
        try check(assets, of: run)
        try decide(kind, at: gate, of: run, notes: notes, assets: assets, reach: reach)
    }

    private mutating func decide(
        _ kind: DecisionKind, at gate: Gate, of run: RunFacts, notes: String? = nil, assets: [AssetKey] = [],
        records: [RoomFact] = [], reach: DecisionReach = .followers
    ) throws(Refusal) {
        try checkSpending(kind, of: run)
        guard decided.insert(gate.id).inserted else {
            throw Refusal(
                "A command before it in the same comment decides \(AttentionWords.gate(gate)) already; "
                    + "look at what comes of that first.")
        }
        let own =
            run.view.map { AssetSetAside.records(for: kind, at: gate, assets: assets, of: $0, reach: reach) } ?? []
        deliver(
            .decision(
                Decision(
                    gate: gate.id, kind: kind, by: decider, shown: gate.shown,
                    notes: notes.map { PlainText.clean($0, limit: 4_000) }, assets: assets, records: own + records)),
            to: run)
    }

    /// The gate that was named by its hash, or the one that is open and can be decided so.
    private func gate(taking kind: DecisionKind, shown: String?, of run: RunFacts) throws(Refusal) -> Gate {
        let open = run.openGates
        guard !open.isEmpty else {
            throw Refusal("Run `\(run.id)` waits for no decision; it is \(run.status.rawValue).")
        }
        if let shown {
            guard let named = open.first(where: { $0.gate.shown.hasPrefix(shown) })?.gate else {
                throw Refusal("Nothing with the hash `\(shown)` is open. \(AttentionWords.open(open))")
            }
            return try takes(named, kind)
        }
        let fitting = open.filter { $0.gate.options.contains(kind) }
        guard let first = fitting.first else {
            return try takes(open[0].gate, kind)  // Says what it takes instead.
        }
        guard fitting.count == 1 else {
            throw Refusal("Several gates are open; name one by its hash. \(AttentionWords.open(fitting))")
        }
        guard asked.at + AttentionDecider.clockTolerance >= first.openedAt else {
            throw Refusal(
                "\(AttentionWords.gate(first.gate)) opened after the comment was written. "
                    + "Look at it, then say it again.")
        }
        return first.gate
    }

    private func takes(_ gate: Gate, _ kind: DecisionKind) throws(Refusal) -> Gate {
        guard gate.options.contains(kind) else {
            let words = gate.options.compactMap { CommentCommand.Name(rawValue: $0.rawValue) }.map { "`\($0.usage)`" }
            throw Refusal("\(AttentionWords.gate(gate)) takes \(words.joined(separator: ", ")).")
        }
        return gate
    }

    private func checkSpending(_ kind: DecisionKind, of run: RunFacts) throws(Refusal) {
        let spends: Bool =
            switch kind {
            case .approve, .revise, .reject, .budget: true
            case .accept, .supply, .end: false
            }
        guard spends, !run.mayApproveOwn, run.view?.charter.author.lowercased() == decider.login.lowercased() else {
            return
        }
        throw Refusal("Whoever asked for a run may not approve what it spends here; another person must.")
    }

    private func check(_ assets: [AssetKey], of run: RunFacts) throws(Refusal) {
        let keys = run.view?.charter.brief.assets.map(\.key) ?? []
        for asset in assets where !keys.contains(asset) {
            throw Refusal(AttentionWords.unknownAsset(asset, among: keys))
        }
    }

    // MARK: Money

    private mutating func setBudget(_ amount: MicroDollars) throws(Refusal) {
        let run = try liveRun()
        try checkSpending(.budget, of: run)
        if let board = run.view?.board, amount < board.spent + board.unknown + board.reserved {
            throw Refusal(
                "\(board.spent + board.unknown + board.reserved) USD of this run are spent or reserved already; "
                    + "a budget can't be less.")
        }
        deliver(.budget(amount, by: decider), to: run)
    }

    // MARK: Again

    /// As the button of a run's check asks for it; `run`: nil for the latest.
    mutating func retry(of run: RunID?) {
        do throws(Refusal) {
            if let run, facts.run?.id != run {
                throw Refusal("The button belongs to run `\(run)`, and the issue has a later one. Use that one's.")
            }
            try retry(nil)
        } catch {
            fail(AttentionWords.refused(.retry, error.text))
        }
    }

    private mutating func retry(_ asset: AssetKey?) throws(Refusal) {
        guard let run = facts.run else { throw Refusal(AttentionWords.noRun(facts)) }
        if run.status.isFinal { return try startAgain(after: run, asset) }
        let live = try liveRun()
        if let asset { try check([asset], of: live) }
        let failed = live.openGates.filter { state in
            guard state.gate.kind == .humanReview else { return false }
            return asset == nil || state.gate.task.flatMap { live.view?.board[$0]?.task.asset } == asset
        }
        guard !failed.isEmpty else {
            throw Refusal(
                "Nothing\(asset.map { " of \(AttentionWords.asset($0))" } ?? "") has failed that waits for a person.")
        }
        for state in failed { try decide(.approve, at: state.gate, of: live) }
    }

    /// What an earlier run has made is reused; only what it lacks is made.
    private mutating func startAgain(after run: RunFacts, _ asset: AssetKey?) throws(Refusal) {
        guard facts.thread.issue.isOpen else { throw Refusal("The issue is closed. Open it again first.") }
        guard asked.at + AttentionDecider.clockTolerance >= run.finishedAt ?? run.createdAt else {
            throw Refusal(
                "The \(asked.noun) is older than the end of run `\(run.id)`. Say it again if it is still meant.")
        }
        let failed =
            run.view.map { view in view.board.tasks.contains { [.failed, .cancelled].contains($0.status) } } ?? true
        guard run.status == .failed || run.status == .cancelled || failed else {
            throw Refusal(
                "Nothing has failed in run `\(run.id)`. Change the issue and set the label again for another one.")
        }
        acts.append(
            .start(
                RunStart(
                    cause: asked.cause, at: asked.at, issue: facts.thread.issue, by: decider.login,
                    role: decider.role ?? "", stamp: asked.stamp)))
    }

    /// Has one asset made again behind the gate that shows it, as a rejection of it alone would.
    private mutating func regenerate(
        _ asset: AssetKey, seed: Seed?, prompt: String?, reach: DecisionReach
    ) throws(Refusal) {
        let run = try liveRun()
        try check([asset], of: run)
        let (gate, word) = try assetGate(of: run)
        let effect: AssetWord.Effect
        do throws(AssetWord.Flaw) {
            effect = try word.regenerate(
                asset, seed: seed, prompt: prompt.map { PlainText.clean($0, limit: 4_000) }, by: decider.login)
        } catch { throw Refusal(error.text) }
        try decide(effect.kind, at: gate, of: run, assets: [asset], records: effect.records, reach: reach)
    }

    private mutating func pick(_ asset: AssetKey, _ attempt: Int, reach: DecisionReach) throws(Refusal) {
        let run = try liveRun()
        try check([asset], of: run)
        let (gate, word) = try assetGate(of: run)
        let effect: AssetWord.Effect
        do throws(AssetWord.Flaw) { effect = try word.pick(asset, attempt, reach: reach) } catch {
            throw Refusal(error.text)
        }
        try decide(effect.kind, at: gate, of: run, assets: [asset], records: effect.records)
    }

    /// The gate that shows what was made, where one asset can be changed.
    private func assetGate(of run: RunFacts) throws(Refusal) -> (Gate, AssetWord) {
        guard let view = run.view, let state = AssetWord.gate(among: run.openGates) else {
            throw Refusal(
                "Run `\(run.id)` does not wait with its assets to be looked at just now, so there is nothing to choose from. "
                    + "A brief with `approval: true` stops there.")
        }
        guard asked.at + AttentionDecider.clockTolerance >= state.openedAt else {
            throw Refusal(
                "\(AttentionWords.gate(state.gate)) opened after the comment was written. Look at it, then say it again."
            )
        }
        return (state.gate, AssetWord(view: view, gate: state.gate))
    }
}
