import Core

/// Answers to tries that were given up: what was paid for is neither forgotten nor bought again.
extension RunMachine {
    /// Looks through what a process finds when it takes the run up, so that no try is given up whose answer is there.
    mutating func expectAnswers(in inputs: [Input]) {
        for case .letter(let number, .completion(let completion)) in inputs {
            guard let state = board[completion.task], state.status == .running, state.tries == completion.tryNumber
            else { continue }
            early[completion.task] = (number, completion)
        }
    }

    /// Takes the answer in that came before its try was cut short; false where none did.
    mutating func takeArrived(at position: Int) -> Bool {
        let state = board.tasks[position]
        guard let (number, completion) = early[state.task.id], completion.tryNumber == state.tries else { return false }
        early[state.task.id] = nil
        step.taken.append(number)
        complete(completion, at: position)
        return true
    }

    /// Settles what a try cost that was given up, and takes what it put out where the task has nothing yet.
    ///
    /// While another try is at work, or where the task has ended, it is set aside.
    mutating func takeLate(_ completion: TaskCompletion, at position: Int) {
        let lost = board.courses[position]?.lost.first { lost in
            lost.number == completion.tryNumber && (lost.token ?? completion.token) == completion.token
        }
        guard let lost else { return }
        step.isNews = true
        if lost.day != time.day { correctedDays.insert(lost.day) }
        // There may be room again.
        buying.isStopConfirmed = false
        let answer = LateAnswer(
            tryNumber: lost.number, output: completion.output, failure: completion.failure,
            spending: Self.spending(of: completion, booked: lost.unknown), released: lost.unknown)
        let cause = emit(.taskAnsweredLate(completion.task, answer), by: "inbox")
        // A task that has ended has made what it made; one that has not may come back to this, or a later try replaces it.
        if !board.tasks[position].status.isFinal {
            let by = board.tasks[position].task.uses
            for record in completion.records { self.record(.room(record), by: by, cause: cause) }
        }
        if wantsOutput(position) { useLateOutput(at: position, cause: cause) }
        forecast()
    }

    /// Ends a task with what came late for it; without that, or where the task has ended, nothing happens.
    mutating func useLateOutput(at position: Int, cause: Int? = nil) {
        let state = board.tasks[position]
        guard !state.status.isFinal, let late = board.lateOutput(at: position) else { return }
        let health = health(at: position)
        timed.remove(position)
        emit(
            .taskSucceeded(state.task.id, output: late.output, shortfall: nil, spending: .nothing), by: "inbox",
            cause: cause ?? board.lastSequence)
        lookAfterGates()  // At once: nobody, and no time-out, decides any more what is to become of it.
        judgeModel(of: position, since: health, cause: cause)
    }

    /// Whether a task that was begun has neither a result nor a try that may bring one.
    private func wantsOutput(_ position: Int) -> Bool {
        let state = board.tasks[position]
        switch state.status {
        case .ready, .retrying, .escalated: return true
        case .waiting: return state.token == nil && !state.isParent
        case .pending, .running, .succeeded, .failed, .cancelled, .skipped: return false
        }
    }

    /// How the earlier days stand that were corrected since this was last asked.
    mutating func takeCorrections() -> [LedgerEntry] {
        defer { correctedDays = [] }
        return correctedDays.sorted().map { day in
            LedgerEntry(day: day, booked: board.booked[day] ?? .zero, reserved: .zero)
        }
    }
}
