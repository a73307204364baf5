import Core

extension RunMachine {
    /// Goes on where a process died, was stopped, or left the run waiting.
    mutating func resume(by holder: String, byPerson: Bool) {
        guard board.charter != nil, !board.status.isFinal else {
            leave()
            return
        }
        if !byPerson, board.barrenResumes >= Blackboard.barrenLimit {
            if board.status != .waiting {
                emit(
                    .runWaiting(
                        reason: Blackboard.parkedMark
                            + "the process ended \(board.barrenResumes) times without a task result "
                            + "in between; 'bot resume \(board.run)' tries again"))
            }
            leave()
            return
        }
        emit(.runResumed(holder: holder))
        step.isNews = true
        // Before anything is lost: what becomes ready by that is queued by itself, and must not be queued twice.
        for position in board.tasks.indices where board.tasks[position].status == .ready {
            ready.push(position, priority: board.tasks[position].task.priority)
        }
        for position in board.tasks.indices {
            let state = board.tasks[position]
            switch state.status {
            case .running: lose(position, because: "the process ended while it was at work")
            case .retrying: timed.insert(position)
            case .waiting where state.token != nil: timed.insert(position)
            case .escalated where byPerson && state.needsPerson:
                let failure = TaskFailure(.needsPerson, state.failure ?? "")
                emit(.taskRetrying(state.task.id, failure: failure, until: time, spending: .nothing), by: holder)
            case .pending, .ready, .waiting, .succeeded, .escalated, .failed, .cancelled, .skipped: break
            }
        }
        restoreLocks()
        isTakenUp = true
    }

    /// What is cut short is lost at once: what its try still answers says more about the cut than about the work.
    mutating func interrupt(_ reason: String, force: Bool) {
        interruption = reason
        for position in running.keys.sorted() {
            let task = board.tasks[position].task
            guard force || isRepeatable(position) else { continue }
            step.actions.append(.abort(task.id))
            running.removeValue(forKey: position)
            lose(position, because: "the process was stopped while it was at work")
        }
    }

    /// Leaves as soon as nothing that may have cost money is in flight.
    mutating func endInterruption() {
        guard let reason = interruption, running.isEmpty else { return }
        emit(.runInterrupted(reason: reason))
        leave()
    }

    /// Also ends what an earlier process was told to cancel and did not live to.
    mutating func cancel(_ reason: String, by login: String) {
        guard !board.status.isFinal else { return }
        var cause: Int?
        if !board.isCancelling { cause = emit(.runCancelRequested(reason: reason), by: login) }
        step.isNews = true
        ready.removeAll()
        timed.removeAll()
        for position in board.tasks.indices where !board.tasks[position].status.isFinal {
            let state = board.tasks[position]
            if running[position] != nil {
                step.actions.append(.abort(state.task.id))
            } else if state.status == .running {
                lose(position, because: "the process ended while it was at work")
            } else {
                if let token = state.token, let order = order(for: position) {
                    step.actions.append(.abandon(order, token: token))
                }
                // What a suspended try may still cost is booked as if it did: nobody waits for its answer any more.
                emit(
                    .taskCancelled(state.task.id, spending: Spending(settled: .zero, unknown: state.reserved)),
                    cause: cause)
            }
        }
    }

    private func isRepeatable(_ position: Int) -> Bool { board.courses[position]?.isRepeatable ?? true }

    /// A try was cut short: made again if that is safe, else its money counts as gone and the policy decides.
    private mutating func lose(_ position: Int, because reason: String) {
        let state = board.tasks[position]
        let id = state.task.id
        if takeArrived(at: position) { return }
        if isRepeatable(position) {
            emit(.taskLost(id, spending: .nothing))
            useLateOutput(at: position)
            return
        }
        let spending = Spending(settled: .zero, unknown: state.reserved)
        guard !board.isCancelling else {
            emit(.taskCancelled(id, spending: spending))
            return
        }
        if board.lateOutput(at: position) != nil {
            emit(.taskLost(id, spending: spending))
            useLateOutput(at: position)
            return
        }
        let failure = TaskFailure(
            .unknownOutcome, "\(reason); whether \(state.reserved) USD were spent on it is unknown")
        switch policy.unknownOutcome {
        case .ask: emit(.taskEscalated(id, failure: failure, spending: spending))
        case .skip: giveUp(failure, at: position, spending: spending, mayAsk: false, cause: nil)
        case .again: emit(.taskLost(id, spending: spending))
        }
    }
}
