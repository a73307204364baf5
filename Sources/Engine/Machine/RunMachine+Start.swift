import Core

extension RunMachine {
    /// Starts what may start, ends what has ended, and hands the step over.
    mutating func advance() -> Step {
        if !hasLeft {
            if interruption == nil { startReady() }
            conclude()
        }
        defer { step = Step() }
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
        var held: [Int] = []
        var needed = MicroDollars.zero
        while running.count < policy.concurrency, let position = ready.pop() {
            guard board.tasks[position].status == .ready || board.tasks[position].status == .retrying,
                let order = order(for: position)
            else { continue }
            let id = order.task.id
            var chosen = order
            var terms = TryTerms.free
            var cause: Int?
            if let offers = policy.offers(order) {
                let router = ModelRouter(tier: order.brief.quality, wanted: order.brief.model)
                guard let (offer, choice) = router.choose(from: offers) else {
                    emit(
                        .taskFailed(
                            id,
                            failure: TaskFailure(
                                .permanent,
                                "no price is known for what '\(order.task.uses)' would buy: nothing was bought"),
                            spending: .nothing))
                    continue
                }
                guard fitsBudget(choice.price) else {
                    held.append(position)
                    needed = needed + choice.price
                    continue
                }
                chosen.model = choice.model
                terms = TryTerms(reserved: choice.price, model: choice.model, isRepeatable: offer.isRepeatable)
                cause = emit(.modelChosen(id, choice))
            }
            running[position] = emit(.taskStarted(id, tryNumber: order.tryNumber, terms: terms), cause: cause)
            timed.remove(position)
            step.actions.append(.start(chosen))
            step.isNews = true
        }
        for position in held { ready.push(position, priority: board.tasks[position].task.priority) }
        if !held.isEmpty, running.isEmpty, !hasRetries {
            openBudgetGate(
                holding: held, needing: needed,
                reason: "the budget of \(board.budget?.description ?? "0") USD is used up: "
                    + "\(board.spent + board.unknown) USD spent; everything made so far is kept")
        }
    }

    private func fitsBudget(_ price: MicroDollars) -> Bool {
        guard let budget = board.budget, price > .zero else { return true }
        return board.spent + board.unknown + board.reserved + price <= budget
    }

    private mutating func conclude() {
        if board.status.isFinal {
            leave()
        } else if board.openTasks == 0, board.charter != nil {
            let (status, reason) = ending
            emit(.runFinished(status, reason: reason))
            leave()
        } else if interruption != nil {
            endInterruption()
        } else if running.isEmpty, board.status == .waiting {
            leave()
        } else if running.isEmpty, ready.isEmpty || !board.openGates.isEmpty, board.status == .running, !hasRetries {
            emit(.runWaiting(reason: waitingReason))
            leave()
        }
    }

    mutating func leave() {
        hasLeft = true
        step.isNews = true
        step.actions.append(.leave)
    }

    private var hasRetries: Bool { timed.contains { board.tasks[$0].status == .retrying } }

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
            board.tasks.indices.compactMap { board.tasks[$0].shortfall }
            + lost.filter { $0.status == .failed }.map { "\($0.task.id): \($0.failure ?? "it failed")" }
        return reasons.isEmpty ? (.succeeded, "") : (.partial, reasons.joined(separator: "; "))
    }
}
