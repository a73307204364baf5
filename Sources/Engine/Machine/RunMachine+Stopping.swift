import Core

extension RunMachine {
    /// How often a run may be taken up without any task result before it is parked.
    private static let barrenLimit = 3

    /// Goes on where a process died, was stopped, or left the run waiting.
    mutating func resume(by holder: String, byPerson: Bool) {
        guard board.charter != nil, !board.status.isFinal else {
            leave()
            return
        }
        if !byPerson, board.barrenResumes >= Self.barrenLimit {
            if board.status != .waiting {
                emit(
                    .runWaiting(
                        reason: "parked: the process ended \(board.barrenResumes) times without a task result "
                            + "in between; 'bot resume \(board.run)' tries again"))
            }
            leave()
            return
        }
        emit(.runResumed(holder: holder))
        step.isNews = true
        for position in board.tasks.indices {
            let state = board.tasks[position]
            switch state.status {
            case .running: lose(position, because: "the process ended while it was at work")
            case .ready: ready.push(position, priority: state.task.priority)
            case .retrying: timed.insert(position)
            case .waiting where state.token != nil: timed.insert(position)
            case .escalated where byPerson && state.needsPerson:
                let failure = TaskFailure(.needsPerson, state.failure ?? "")
                emit(.taskRetrying(state.task.id, failure: failure, until: time, spending: .nothing), by: holder)
            case .pending, .waiting, .succeeded, .escalated, .failed, .cancelled, .skipped: break
            }
        }
        wake()
    }

    mutating func interrupt(_ reason: String, force: Bool) {
        interruption = reason
        for position in running.keys.sorted() {
            let task = board.tasks[position].task
            if force || policy.isRepeatable(task.uses) { step.actions.append(.abort(task.id)) }
        }
        if force {
            for position in running.keys.sorted() {
                running.removeValue(forKey: position)
                lose(position, because: "the process was stopped while it was at work")
            }
        }
    }

    /// Leaves as soon as nothing that may have cost money is in flight.
    mutating func endInterruption() {
        guard let reason = interruption else { return }
        let paid = running.keys.contains { !policy.isRepeatable(board.tasks[$0].task.uses) }
        guard !paid else { return }
        for position in running.keys.sorted() {
            running.removeValue(forKey: position)
            lose(position, because: "the process was stopped while it was at work")
        }
        if !board.status.isFinal { emit(.runInterrupted(reason: reason)) }
        leave()
    }

    mutating func cancel(_ reason: String) {
        guard !board.isCancelling, !board.status.isFinal else { return }
        let cause = emit(.runCancelRequested(reason: reason))
        step.isNews = true
        ready.removeAll()
        timed.removeAll()
        for position in board.tasks.indices where !board.tasks[position].status.isFinal {
            let id = board.tasks[position].task.id
            if running[position] != nil {
                step.actions.append(.abort(id))
            } else {
                emit(.taskCancelled(id, spending: .nothing), cause: cause)
            }
        }
    }

    /// A try was cut short: made again if that is safe, else its money counts as gone and the policy decides.
    private mutating func lose(_ position: Int, because reason: String) {
        let state = board.tasks[position]
        let id = state.task.id
        if policy.isRepeatable(state.task.uses) {
            emit(.taskLost(id, spending: .nothing))
            return
        }
        let spending = Spending(settled: .zero, unknown: state.reserved)
        let failure = TaskFailure(
            .unknownOutcome, "\(reason); whether \(state.reserved) USD were spent on it is unknown")
        switch policy.unknownOutcome {
        case .ask: emit(.taskEscalated(id, failure: failure, spending: spending))
        case .skip: emit(.taskFailed(id, failure: failure, spending: spending))
        case .again: emit(.taskLost(id, spending: spending))
        }
    }
}
