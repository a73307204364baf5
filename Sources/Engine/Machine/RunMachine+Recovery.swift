import Core

/// What becomes of a failed try, on three levels: the same again, another way, a person.
extension RunMachine {
    mutating func recover(from failure: TaskFailure, at position: Int, spending: Spending, cause: Int?) {
        let state = board.tasks[position]
        let id = state.task.id
        let by = state.task.uses
        let health = health(at: position)
        let tries = state.tries - (board.courses[position]?.earlierTries ?? 0)
        if board.lateOutput(at: position) != nil {
            emit(.taskRetrying(id, failure: failure, until: time, spending: spending), by: by, cause: cause)
            judgeModel(of: position, since: health, cause: cause)
            useLateOutput(at: position)
            return
        }
        switch failure.kind {
        case .needsPerson: emit(.taskEscalated(id, failure: failure, spending: spending), by: by, cause: cause)
        // What has been paid for is bought from nobody else unasked, whatever became of it.
        case .permanent where spending.settled > .zero, .barred where spending.settled > .zero:
            giveUp(failure, at: position, spending: spending, cause: cause)
        case .barred(.everybody): giveUp(failure, at: position, spending: spending, cause: cause)
        case .permanent, .barred(.service): goAround(failure, at: position, spending: spending, cause: cause)
        case .transient(let after):
            var bits = SplitMix64(seed: StableHash.of("\(board.run)/\(id)/\(state.tries)"))
            if let delay = state.task.retry.delay(afterTry: tries, asked: after, using: &bits) {
                emit(
                    .taskRetrying(id, failure: failure, until: time + delay, spending: spending), by: by, cause: cause)
            } else {
                goAround(failure, at: position, spending: spending, cause: cause)
            }
        case .unknownOutcome:
            switch policy.unknownOutcome {
            case .ask: emit(.taskEscalated(id, failure: failure, spending: spending), by: by, cause: cause)
            case .skip: giveUp(failure, at: position, spending: spending, mayAsk: false, cause: cause)
            case .again:
                if tries < state.task.retry.tries {
                    emit(.taskRetrying(id, failure: failure, until: time, spending: spending), by: by, cause: cause)
                } else {
                    goAround(failure, at: position, spending: spending, cause: cause)
                }
            }
        }
        judgeModel(of: position, since: health, cause: cause)
    }

    /// The second level: another model, or less quality, said aloud.
    private mutating func goAround(_ failure: TaskFailure, at position: Int, spending: Spending, cause: Int?) {
        let state = board.tasks[position]
        let released = state.reserved - spending.settled - spending.unknown
        guard let detour = detour(for: position, after: failure, releasing: released) else {
            giveUp(failure, at: position, spending: spending, cause: cause)
            return
        }
        // What has failed often, or dearly, is not tried on without a person.
        let report = FailureReport(
            retries: board.courses[position]?.detours.count ?? 0,
            costImpact: state.spent + state.unknown + spending.settled + spending.unknown, severity: .medium)
        if case .person(let reason) = policy.buying.director.escalation(of: report, budget: board.budget) {
            let asked = TaskFailure(failure.kind, "\(failure.message); \(reason)")
            emit(.taskEscalated(state.task.id, failure: asked, spending: spending), by: state.task.uses, cause: cause)
            return
        }
        emit(
            .taskRerouted(state.task.id, detour, failure: failure, spending: spending), by: state.task.uses,
            cause: cause)
    }

    /// Nothing else is left to try: the task's own policy says what that means.
    mutating func giveUp(
        _ failure: TaskFailure, at position: Int, spending: Spending, mayAsk: Bool = true, cause: Int?
    ) {
        let task = board.tasks[position].task
        switch task.onFailure {
        case .skip:
            // The board notes the failure and its cost; that the task is skipped follows from this step.
            emit(
                .taskRerouted(task.id, RecoveryStep(.skip), failure: failure, spending: spending), by: task.uses,
                cause: cause)
        case .ask where mayAsk:
            emit(.taskEscalated(task.id, failure: failure, spending: spending), by: task.uses, cause: cause)
        case .ask, .fail, .degrade:
            emit(.taskFailed(task.id, failure: failure, spending: spending), by: task.uses, cause: cause)
        }
    }
}
