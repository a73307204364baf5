import Core

/// What came in from outside: late answers, and what people decided.
extension RunMachine {
    static let notesParameter = "notes"
    /// Names the task that is done again where the gate before a task sends it back.
    static let revisesParameter = "revises"

    mutating func take(_ letter: Letter, number: Int) {
        if case .completion(let completion) = letter, isEarly(completion) || early[completion.task]?.number == number {
            // Not taken in yet, so that whoever takes the run up finds it too.
            early[completion.task] = (number, completion)
            return
        }
        if step.taken.contains(number) { return }  // It was there when its try was lost.
        step.taken.append(number)
        switch letter {
        case .completion(let completion): take(completion)
        case .decision(let decision): take(decision)
        case .budget(let amount, let by): setBudget(amount, by: by)
        case .cancel(let reason, let by): cancel(reason, by: by.login)
        }
    }

    /// Whether an answer overtook the try that is to say what it waits for.
    private func isEarly(_ completion: TaskCompletion) -> Bool {
        guard let position = board.position(of: completion.task),
            running[position] != nil || jobs.searches[position] != nil
        else { return false }
        return board.tasks[position].tries == completion.tryNumber
    }

    /// Takes in what came too early for a task that has answered by now.
    mutating func takeEarly(for task: TaskID) {
        guard !early.isEmpty, let (number, completion) = early.removeValue(forKey: task) else { return }
        take(.completion(completion), number: number)
    }

    /// A decision binds what its person was shown, and nothing else.
    private mutating func take(_ decision: Decision) {
        step.isNews = true
        if let refusal = refusal(of: decision) {
            emit(.decisionRefused(decision, reason: refusal), by: decision.by.login)
        } else {
            settle(decision)
        }
    }

    private mutating func refusal(of decision: Decision) -> String? {
        guard let state = board.gate(decision.gate) else { return "the run has no gate of that name" }
        switch state.status {
        case .open: break
        case .decided:
            return
                "it was decided already: \(state.decision?.kind.rawValue ?? ""), by \(state.decision?.by.login ?? "")"
        case .void: return "it is void; what it was about has changed"
        }
        if board.isCancelling { return "the run is being ended" }
        let gate = state.gate
        guard decision.shown == gate.shown else {
            return "what was looked at (\(decision.shown)) is not what the gate shows now (\(gate.shown))"
        }
        guard gate.options.contains(decision.kind) else {
            return "'\(decision.kind.rawValue)' can't be decided here; "
                + gate.options.filter { $0 != .end }.map(\.rawValue).joined(separator: ", ") + " can"
        }
        if decision.kind == .revise, decision.notes?.isEmpty ?? true {
            return "a revision needs notes that say what to change"
        }
        if decision.kind == .budget {
            guard let amount = decision.amount else { return "no amount was given" }
            if let refusal = refusal(ofBudget: amount) { return refusal }
        }
        if decision.kind == .supply, decision.records.isEmpty { return "no file was brought" }
        if let refusal = refusal(ofSpendingBy: decision.by), spends(decision, at: gate) { return refusal }
        if gate.kind == .approval, gate.task != nil, [.revise, .reject].contains(decision.kind),
            !decision.assets.isEmpty || revised(before: gate) == nil && lastReviewers().isEmpty,
            !lastReviewers().contains(where: { decision.assets.contains($0.asset) })
        {
            return "nothing of what was named can be made again; name other assets, or approve it as it is"
        }
        return nil
    }

    private func refusal(ofSpendingBy decider: Decider) -> String? {
        // A service's logins are the same in capitals.
        guard !policy.gates.mayApproveOwn, decider.login.lowercased() == board.charter?.author.lowercased() else {
            return nil
        }
        return "whoever asked for a run may not approve what it spends; another person must"
    }

    /// Whether a decision has something bought; what is chosen or brought may have other parts made to go with it.
    private mutating func spends(_ decision: Decision, at gate: Gate) -> Bool {
        switch decision.kind {
        case .approve, .revise, .reject, .budget: true
        case .supply: buysMore(decision, at: gate)
        case .accept, .end: false
        }
    }

    private func refusal(ofBudget amount: MicroDollars) -> String? {
        let committed = board.committed(on: time.day)
        guard amount >= committed else { return "\(committed) USD are spent or reserved already" }
        return nil
    }

    private mutating func setBudget(_ amount: MicroDollars, by: Decider) {
        step.isNews = true
        let open = board.openGates.filter { $0.gate.kind == .budget }
        let ending = board.isCancelling || board.status.isFinal ? "the run is being ended" : nil
        if let reason = ending ?? refusal(ofBudget: amount) ?? refusal(ofSpendingBy: by) {
            let decision = Decision(
                gate: open.first?.gate.id ?? GateID(GateKind.budget.rawValue), kind: .budget, by: by, shown: "",
                amount: amount)
            emit(.decisionRefused(decision, reason: reason), by: by.login)
            return
        }
        let cause = emit(.budgetSet(amount, by: by), by: by.login)
        for state in open {
            emit(.gateVoided(state.gate.id, reason: "the budget was raised"), cause: cause)
        }
    }

    /// Takes a decision that binds into the log, with all that follows from it.
    mutating func settle(_ decision: Decision) {
        guard let gate = board.gate(decision.gate)?.gate else { return }
        let decision = naming(decision, at: gate)
        let cause = emit(.gateDecided(decision), by: decision.by.login)
        step.isNews = true
        if decision.kind == .end {
            cancel(decision.notes ?? "ended at \(gate.id)", by: decision.by.login)
            return
        }
        switch gate.kind {
        case .approval:
            guard decision.kind == .revise || decision.kind == .reject else { return }
            if let task = gate.task {
                makeAgain(decision, before: task, cause: cause)
            } else if decision.kind == .reject {
                cancel(decision.notes ?? "rejected at \(gate.id)", by: decision.by.login)
            } else {
                openPlanGate(cause: cause)  // Sent back is not approved: nothing is bought yet.
            }
        case .clarification: break
        case .budget:
            if let amount = decision.amount, decision.kind == .budget {
                emit(.budgetSet(amount, by: decision.by), by: decision.by.login, cause: cause)
            } else {
                giveUpHeld(gate, by: decision.by.login, cause: cause)
            }
        case .humanReview: settleReview(decision, of: gate, cause: cause)
        }
    }

    private mutating func settleReview(_ decision: Decision, of gate: Gate, cause: Int) {
        guard let task = gate.task, let state = board[task] else { return }
        switch decision.kind {
        case .reject, .accept:
            let failure = TaskFailure(.permanent, state.failure ?? "a person gave it up")
            emit(.taskFailed(task, failure: failure, spending: .nothing), by: decision.by.login, cause: cause)
        case .supply:
            emit(
                .taskSucceeded(task, output: ["supplied": true], shortfall: nil, spending: .nothing),
                by: decision.by.login, cause: cause)
        case .approve, .revise, .budget, .end: break  // The decision itself has made the task ready.
        }
    }

    /// What would not fit the budget is not bought; what needs it goes on without it.
    private mutating func giveUpHeld(_ gate: Gate, by login: String, cause: Int) {
        for name in gate.subject["held"]?.array?.compactMap(\.string) ?? [] {
            guard let state = board[TaskID(name)], !state.status.isFinal else { continue }
            let failure = TaskFailure(.permanent, "it was not made: the budget did not reach for it")
            emit(.taskFailed(state.task.id, failure: failure, spending: .nothing), by: login, cause: cause)
        }
    }

    /// Has the assets made again that a person sent back, and the task behind the gate wait for them.
    private mutating func makeAgain(_ decision: Decision, before task: TaskID, cause: Int) {
        let facts = board.position(of: task).map { remaking(before: $0) } ?? []
        if facts.isEmpty { cancel("nothing before \(task) can be made again", by: decision.by.login) }
        for fact in facts { emit(fact, by: decision.by.login, cause: cause) }
    }

    /// For each asset the latest task that can send it back, in the order of the plan; what no review has looked at yet is none of
    /// them.
    func lastReviewers() -> [(asset: AssetKey, task: PlanTask)] {
        var order: [AssetKey] = []
        var found: [AssetKey: PlanTask] = [:]
        for state in board.tasks where state.task.asset != nil && state.task.parameters[Regeneration.parameter] != nil {
            guard let asset = state.task.asset, state.status.isFinal else { continue }
            if found[asset] == nil { order.append(asset) }
            if state.task.attempt >= found[asset]?.attempt ?? 0 { found[asset] = state.task }
        }
        return order.compactMap { asset in found[asset].map { (asset, $0) } }
    }
}
