import Core

/// What is made again after a decision: what was sent back, and what was made by it, one after the other.
extension RunMachine {
    /// The events by which a task waits for what the last decision at its gate has made again; none: there is nothing more of it.
    ///
    /// What waits for others to be made again comes when they have been: then the task is ready, and this is asked once more.
    mutating func remaking(before position: Int) -> [EngineFact] {
        guard !board.isCancelling, let (decision, sequence) = board.lastDecision(before: position),
            let order = order(for: position)
        else { return [] }
        let awaited = board.awaited(by: position, since: sequence)
        let task = board.tasks[position].task
        if let revised = revised(before: task), decision.assets.isEmpty {
            let chain = awaited.isEmpty ? retelling(revised, before: task, decision) : []
            let ends = chain.filter { made in !chain.contains { $0.needs.contains(made.id) } }
            return chain.isEmpty
                ? [] : chain.map { .taskAdded($0, spawnedBy: nil) } + [.taskAwaits(task.id, needs: ends.map(\.id))]
        }
        let made = Set(awaited.compactMap(\.asset))
        guard let remake = remake(for: decision, made: made) else { return [] }
        let reviewers = lastReviewers()
        var facts: [EngineFact] = []
        var needs: [TaskID] = []
        for asset in policy.again(order, remake) where !made.contains(asset) {
            let reviewer = reviewers.first { $0.asset == asset }?.task
            let notes = remake.sentBack.contains(asset) ? decision.notes.map { [$0] } ?? [] : nil
            let chain = chain(for: asset, reviewedBy: reviewer, noting: notes)
            facts += chain.map { .taskAdded($0, spawnedBy: nil) }
            if let last = chain.last { needs.append(last.id) }
        }
        return needs.isEmpty ? [] : facts + [.taskAwaits(task.id, needs: needs)]
    }

    /// Whether a decision that sends nothing back has something bought all the same.
    mutating func buysMore(_ decision: Decision, at gate: Gate) -> Bool {
        guard let position = gate.task.flatMap({ board.position(of: $0) }), gate.kind == .approval,
            let remake = remake(for: decision, made: []), let order = order(for: position, with: decision.records)
        else { return false }
        let reviewers = lastReviewers()
        return policy.again(order, remake).contains { asset in
            let reviewer = reviewers.first { $0.asset == asset }?.task
            return chain(for: asset, reviewedBy: reviewer, noting: nil).contains { task in
                guard let order = self.order(for: task, with: decision.records) else { return false }
                return policy.offers(order)?.contains { $0.price != .zero } ?? false
            }
        }
    }

    /// Nil for a decision that leaves everything as it is.
    private func remake(for decision: Decision, made: Set<AssetKey>) -> Remake? {
        switch decision.kind {
        case .revise, .reject: Remake(sentBack: decision.assets, made: made, records: decision.records)
        case .supply: Remake(sentBack: [], made: made, records: decision.records)
        case .approve, .accept, .budget, .end: nil
        }
    }

    /// The decision with the names of all that it sends back, where it means everything.
    ///
    /// What is reviewed only later was not meant.
    func naming(_ decision: Decision, at gate: Gate) -> Decision {
        guard gate.kind == .approval, gate.task != nil, [.revise, .reject].contains(decision.kind),
            revised(before: gate) == nil || !decision.assets.isEmpty
        else { return decision }
        let all = lastReviewers().map(\.asset)
        let named = decision.assets.isEmpty ? all : all.filter(decision.assets.contains)
        return Decision(
            gate: decision.gate, kind: decision.kind, by: decision.by, shown: decision.shown, notes: decision.notes,
            assets: named, amount: decision.amount, records: decision.records)
    }

    /// The task that the gate before another sends back, by its name in the workflow; nil where that is what reviews have passed.
    func revised(before task: PlanTask) -> String? { task.parameters[Self.revisesParameter]?.string }

    func revised(before gate: Gate) -> String? {
        gate.task.flatMap { board[$0]?.task }.flatMap { revised(before: $0) }
    }

    /// A task once more, with what a person wants of it, and everything before the gate that goes by it.
    private func retelling(_ name: String, before task: PlanTask, _ decision: Decision) -> [PlanTask] {
        guard [.revise, .reject].contains(decision.kind) else { return [] }
        var before: Set<TaskID> = []
        var open = task.needs
        while let next = open.popLast() {
            if before.insert(next).inserted { open += board[next]?.task.needs ?? [] }
        }
        var going: Set<TaskID> = []
        var tasks: [PlanTask] = []
        for state in board.tasks where before.contains(state.task.id) && state.task.attempt == 1 {
            guard state.task.id.text == name || state.task.needs.contains(where: going.contains) else { continue }
            going.insert(state.task.id)
            tasks.append(state.task)
        }
        let attempt = (board.tasks.lazy.filter { $0.task.id.template == name }.map(\.task.attempt).max() ?? 0) + 1
        return PlanTask.copies(of: tasks, attempt: attempt).map { made in
            made.id.template == name ? made.noting(decision.notes.map { [$0] } ?? []) : made
        }
    }

    /// The tasks that make an asset once more, the one that ends it last: up to its review, else all that there is for it.
    ///
    /// `notes`: what a person asks for; nil: what people have asked for before.
    private func chain(for asset: AssetKey, reviewedBy reviewer: PlanTask?, noting notes: [String]?) -> [PlanTask] {
        let reviews = reviewer?.id.template
        let attempts = board.tasks.lazy.filter { state in
            state.task.asset == asset && reviews.map { state.task.id.template == $0 } ?? true
        }
        let attempt = (attempts.map(\.task.attempt).max() ?? 0) + 1
        guard let reviewer, let regeneration = Regeneration(of: reviewer) else {
            return PlanTask.copies(
                of: board.tasks.map(\.task).filter { $0.asset == asset && $0.attempt == 1 }, attempt: attempt)
        }
        let tasks = regeneration.tasks(for: asset, attempt: attempt)
        guard let notes else {
            // The review's own parameters go on with it.
            let earlier = reviewer.parameters[Self.notesParameter]?.array?.compactMap(\.string) ?? []
            return tasks.map { $0.id.template == reviewer.id.template ? $0 : $0.noting(earlier) }
        }
        return tasks.map { $0.noting(notes) }
    }
}

extension PlanTask {
    /// Tasks once more, each after what it needs of them; nobody is asked on the way.
    fileprivate static func copies(of tasks: [PlanTask], attempt: Int) -> [PlanTask] {
        let names = Dictionary(
            tasks.map { ($0.id, PlanExpansion.id(of: $0.id.template, asset: $0.asset, attempt: attempt)) },
            uniquingKeysWith: { first, _ in first })
        return tasks.map { task in
            PlanTask(
                id: names[task.id] ?? task.id, uses: task.uses, needs: task.needs.map { names[$0] ?? $0 },
                gathers: task.gathers, asset: task.asset, attempt: attempt, priority: task.priority, retry: task.retry,
                onFailure: task.onFailure, locks: task.locks, condition: task.condition, parameters: task.parameters)
        }
    }
}
