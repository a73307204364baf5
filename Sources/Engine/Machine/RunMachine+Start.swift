import Core

extension RunMachine {
    /// Starts what may start, ends what has ended, and hands the step over.
    ///
    /// `earlier` is how the money stood before the step.
    mutating func advance(since earlier: LedgerEntry) -> Step {
        if !hasLeft {
            if interruption == nil { startReady() }
            conclude()
        }
        step.corrections = takeCorrections()
        step.ledger = ledger(since: earlier) ?? (step.corrections.isEmpty ? nil : ledger)
        buying.areTotalsFresh = false
        return handOver()
    }

    /// Gives what has been decided since the last step.
    mutating func handOver() -> Step {
        defer { step = Step() }
        timed.dropStale { board.tasks[$0].due }
        step.changed.sort()
        var last = -1
        step.changed.removeAll { position in
            defer { last = position }
            return position == last
        }
        return step
    }

    private mutating func startReady() {
        guard board.status == .running, !isHeld else { return }
        for position in buying.takeHeld() { ready.push(position, priority: board.tasks[position].task.priority) }
        while running.count + jobs.searches.count < policy.concurrency, let position = ready.pop() {
            // It may have been queued twice, or have been ended while it was; one that rests is queued again when its time has come.
            guard
                board.tasks[position].status == .ready
                    || board.tasks[position].status == .retrying && !timed.contains(position),
                !holdsUpForLock(position), let order = order(for: position)
            else { continue }
            start(order, at: position)
        }
        stopSpending()
        if isStopped, running.isEmpty, ready.isEmpty, !isWaitingForTime { openBudgetGate() }
    }

    private mutating func conclude() {
        if board.status.isFinal {
            leave()
        } else if board.openTasks == 0, board.charter != nil {
            for state in board.openGates { emit(.gateVoided(state.gate.id, reason: "the run has ended")) }
            let (status, reason) = ending
            emit(.runFinished(status, reason: reason))
            leave()
        } else if interruption != nil {
            endInterruption()
        } else if running.isEmpty, board.status == .waiting {
            leave()
        } else if running.isEmpty, jobs.isEmpty, ready.isEmpty || !board.openGates.isEmpty, board.status == .running,
            !isWaitingForTime, !buying.isAsking
        {
            emit(.runWaiting(reason: waitingReason))
            leave()
        }
    }

    mutating func leave() {
        hasLeft = true
        step.isNews = true
        step.actions.append(.leave)
    }

    private var isWaitingForTime: Bool {
        buying.isWaitingForModels || timed.positions.contains { board.tasks[$0].status == .retrying }
    }

    private var waitingReason: String {
        if let gate = board.openGates.first?.gate {
            let others = board.openGates.count - 1
            return gate.question + (others > 0 ? " (and \(others) more to decide)" : "")
        }
        let open = board.tasks.count { $0.status == .waiting && $0.token != nil }
        return "\(open) answer\(open == 1 ? "" : "s") from outside still to come"
    }

    /// How a run whose tasks are all final has ended, and why.
    ///
    /// It failed when a task that nothing else needed did not succeed: the delivery, usually. It is partial when the delivery was
    /// made, but something asked for is missing from it.
    private var ending: (RunStatus, String) {
        if board.isCancelling { return (.cancelled, board.reason) }
        let lost = board.tasks.indices.filter { !board.tasks[$0].isSatisfied }.map { board.tasks[$0] }
        if !lost.isEmpty {
            var needed: Set<TaskID> = []
            for position in board.tasks.indices { needed.formUnion(board.tasks[position].task.needs) }
            if let failed = lost.first(where: { $0.parent == nil && !needed.contains($0.task.id) }) {
                let root = lost.first { $0.status == .failed } ?? failed
                return (.failed, "\(root.task.id): \(root.failure ?? "it did not succeed")")
            }
        }
        let reasons =
            board.tasks.indices.compactMap { board.tasks[$0].shortfall } + board.losses
            + board.tasks.lazy.filter { $0.status == .failed }.map { "\($0.task.id): \($0.failure ?? "it failed")" }
        return reasons.isEmpty ? (.succeeded, "") : (.partial, reasons.joined(separator: "; "))
    }
}
