import Core

extension RunMachine {
    /// Takes the answer of a try in; a late one about a try that is no longer running changes nothing.
    mutating func take(_ answer: AgentAnswer, of id: TaskID, tryNumber: Int) {
        guard let position = board.position(of: id), let cause = running[position],
            board.tasks[position].tries == tryNumber
        else { return }
        running.removeValue(forKey: position)
        let by = board.tasks[position].task.uses
        for record in answer.records { self.record(.room(record), by: by, cause: cause) }
        step.isNews = true
        let spending = Self.spending(of: answer, reserved: board.tasks[position].reserved)
        if board.isCancelling {
            emit(.taskCancelled(id, spending: spending), by: by, cause: cause)
            return
        }
        switch answer.outcome {
        case .done(let output, let shortfall):
            emit(
                .taskSucceeded(id, output: output, shortfall: shortfall, spending: spending), by: by,
                cause: cause)
        case .failed(let failure): take(failure, of: board.tasks[position], spending: spending, cause: cause)
        case .spawn(let children, let output):
            spawn(children, from: board.tasks[position], output, spending, cause: cause)
        case .suspended(let token, let deadline):
            emit(.taskSuspended(id, token: token, deadline: deadline, spending: spending), by: by, cause: cause)
        }
    }

    /// What an agent says was spent; where a call's outcome is unknown and it says nothing, all that was reserved for it.
    private static func spending(of answer: AgentAnswer, reserved: MicroDollars) -> Spending {
        guard case .failed(let failure) = answer.outcome, failure.kind == .unknownOutcome, answer.spending == .nothing
        else { return answer.spending }
        return Spending(settled: .zero, unknown: reserved)
    }

    /// Takes in what was completed elsewhere; the same task and try count once.
    mutating func take(_ completion: TaskCompletion) {
        guard let position = board.position(of: completion.task), board.tasks[position].status == .waiting,
            board.tasks[position].token == completion.token, board.tasks[position].tries == completion.tryNumber
        else { return }
        timed.remove(position)
        step.isNews = true
        if let failure = completion.failure {
            take(failure, of: board.tasks[position], spending: .nothing, cause: nil)
        } else {
            emit(
                .taskSucceeded(completion.task, output: completion.output, shortfall: nil, spending: .nothing),
                by: "inbox")
        }
    }

    /// Brings back retries that are due, and gives up on answers that did not come in time.
    mutating func wake() {
        wakeGates()
        for position in timed.sorted() {
            let state = board.tasks[position]
            guard let due = state.due, due <= time else { continue }
            timed.remove(position)
            switch state.status {
            case .retrying: ready.push(position, priority: state.task.priority)
            case .waiting:
                take(
                    TaskFailure(.transient(after: nil), "no answer came in time"), of: state, spending: .nothing,
                    cause: nil)
            case .pending, .ready, .running, .succeeded, .escalated, .failed, .cancelled, .skipped: break
            }
        }
    }

    private mutating func take(_ failure: TaskFailure, of state: TaskState, spending: Spending, cause: Int?) {
        let id = state.task.id
        let by = state.task.uses
        switch failure.kind {
        case .needsPerson: emit(.taskEscalated(id, failure: failure, spending: spending), by: by, cause: cause)
        case .permanent: emit(.taskFailed(id, failure: failure, spending: spending), by: by, cause: cause)
        case .transient(let after):
            var bits = SplitMix64(seed: StableHash.of("\(board.run)/\(id)/\(state.tries)"))
            if let delay = state.task.retry.delay(afterTry: state.tries, asked: after, using: &bits) {
                emit(
                    .taskRetrying(id, failure: failure, until: time + delay, spending: spending), by: by, cause: cause)
            } else {
                emit(.taskFailed(id, failure: failure, spending: spending), by: by, cause: cause)
            }
        case .unknownOutcome:
            switch policy.unknownOutcome {
            case .ask: emit(.taskEscalated(id, failure: failure, spending: spending), by: by, cause: cause)
            case .skip: emit(.taskFailed(id, failure: failure, spending: spending), by: by, cause: cause)
            case .again:
                if state.tries < state.task.retry.tries {
                    emit(.taskRetrying(id, failure: failure, until: time, spending: spending), by: by, cause: cause)
                } else {
                    emit(.taskFailed(id, failure: failure, spending: spending), by: by, cause: cause)
                }
            }
        }
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
