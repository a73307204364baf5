import Core

extension RunMachine {
    /// Takes the answer of a try in; a late one about a try that is no longer running changes nothing.
    mutating func take(_ answer: AgentAnswer, of id: TaskID, tryNumber: Int) {
        guard let position = board.position(of: id), let cause = running[position],
            board.tasks[position].tries == tryNumber
        else { return }
        running.removeValue(forKey: position)
        expect(position)
        defer { if jobs.searches[position] == nil { takeEarly(for: id) } }
        let by = board.tasks[position].task.uses
        for record in answer.records { self.record(.room(record), by: by, cause: cause) }
        step.isNews = true
        let spending = Self.spending(of: answer, reserved: board.tasks[position].reserved)
        let health = health(at: position)
        if board.isCancelling {
            emit(.taskCancelled(id, spending: leaving(answer, at: position, spending)), by: by, cause: cause)
            return
        }
        switch answer.outcome {
        case .done(let output, let shortfall):
            emit(
                .taskSucceeded(id, output: output, shortfall: shortfall, spending: spending), by: by,
                cause: cause)
        case .failed(let failure):
            // What came in says more than a line that was cut.
            if !takeArrived(at: position) {
                if failure.kind == .unknownOutcome, leavesTrace(position) {
                    search(for: position, after: failure, spending: spending, cause: cause)
                    return
                }
                recover(from: failure, at: position, spending: spending, cause: cause)
            }
        case .spawn(let children, let output):
            spawn(children, from: board.tasks[position], output, spending, cause: cause)
        case .suspended(let token, let deadline):
            emit(.taskSuspended(id, token: token, deadline: deadline, spending: spending), by: by, cause: cause)
            lookAfter(position)
        }
        if !answer.outcome.isFailure { judgeModel(of: position, since: health, cause: cause) }
        forecast()
    }

    /// What the answer of a try costs whose run is being ended.
    ///
    /// Nobody will wait for what it suspended: it is abandoned, and what it may still cost is booked as if it did.
    private mutating func leaving(_ answer: AgentAnswer, at position: Int, _ spending: Spending) -> Spending {
        guard case .suspended(let token, _) = answer.outcome else { return spending }
        if let order = order(for: position, isUnderWay: true) { step.actions.append(.abandon(order, token: token)) }
        let rest = board.tasks[position].reserved - spending.settled - spending.unknown
        return Spending(settled: spending.settled, unknown: spending.unknown + max(.zero, rest))
    }

    /// What an agent says was spent; where a call's outcome is unknown and it says nothing, all that was reserved for it.
    private static func spending(of answer: AgentAnswer, reserved: MicroDollars) -> Spending {
        guard case .failed(let failure) = answer.outcome, failure.kind == .unknownOutcome, answer.spending == .nothing
        else { return answer.spending }
        return Spending(settled: .zero, unknown: reserved)
    }

    /// Takes in what was completed elsewhere; the same task and try count once.
    mutating func take(_ completion: TaskCompletion) {
        guard let position = board.position(of: completion.task) else { return }
        guard board.tasks[position].status == .waiting,
            board.tasks[position].token == completion.token, board.tasks[position].tries == completion.tryNumber
        else {
            takeLate(completion, at: position)
            return
        }
        complete(completion, at: position)
    }

    /// The answer to the try at work, or to the one that the task waits for.
    mutating func complete(_ completion: TaskCompletion, at position: Int) {
        timed.remove(position)
        stopLooking(position)
        step.isNews = true
        let by = board.tasks[position].task.uses
        for record in completion.records { self.record(.room(record), by: by, cause: nil) }
        let health = health(at: position)
        if board.isCancelling {
            emit(.taskCancelled(completion.task, spending: completion.spending), by: "inbox")
        } else if let failure = completion.failure {
            let spending = Self.spending(of: completion, booked: board.tasks[position].reserved)
            recover(from: failure, at: position, spending: spending, cause: nil)
        } else {
            emit(
                .taskSucceeded(
                    completion.task, output: completion.output, shortfall: completion.shortfall,
                    spending: completion.spending),
                by: "inbox")
            judgeModel(of: position, since: health, cause: nil)
        }
        forecast()
    }

    /// What a completion says was spent; where even it can't tell, all that was reserved or booked for the try.
    static func spending(of completion: TaskCompletion, booked: MicroDollars) -> Spending {
        guard completion.failure?.kind == .unknownOutcome, completion.spending == .nothing else {
            return completion.spending
        }
        return Spending(settled: .zero, unknown: booked)
    }

    /// Brings back retries that are due, and gives up on answers that did not come in time.
    mutating func wake() {
        wakeGates()
        for position in timed.positions.sorted() {
            let state = board.tasks[position]
            guard let due = state.due, due <= time else { continue }
            timed.remove(position)
            switch state.status {
            case .retrying: ready.push(position, priority: state.task.priority)
            case .waiting: giveUpWaiting(for: state, at: position)
            case .pending, .ready, .running, .succeeded, .escalated, .failed, .cancelled, .skipped: break
            }
        }
    }

    /// No answer came in time.
    ///
    /// Where it may cost money nobody knows whether it has.
    mutating func giveUpWaiting(for state: TaskState, at position: Int) {
        if stopLooking(position), let token = state.token, let order = order(for: position, isUnderWay: true) {
            step.actions.append(.abandon(order, token: token))
        }
        guard state.reserved > .zero else {
            recover(
                from: TaskFailure(.transient(after: nil), "no answer came in time"), at: position, spending: .nothing,
                cause: nil)
            return
        }
        let message = "no answer came in time; whether \(state.reserved) USD were spent on it is unknown"
        recover(
            from: TaskFailure(.unknownOutcome, message), at: position,
            spending: Spending(settled: .zero, unknown: state.reserved), cause: nil)
    }

    private mutating func spawn(
        _ children: [PlanTask], from state: TaskState, _ output: JSONValue, _ spending: Spending, cause: Int
    ) {
        var seen: Set<TaskID> = []
        let fresh = children.filter { board.position(of: $0.id) == nil && seen.insert($0.id).inserted }
        for child in fresh {
            emit(.taskAdded(child, spawnedBy: state.task.id), by: state.task.uses, cause: cause)
        }
        emit(
            .taskSpawned(state.task.id, children: fresh.map(\.id), output: output, spending: spending),
            by: state.task.uses, cause: cause)
    }
}

extension AgentAnswer.Outcome {
    fileprivate var isFailure: Bool {
        if case .failed = self { return true }
        return false
    }
}
