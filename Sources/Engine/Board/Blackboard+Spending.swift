package import Core

/// Money and models.
extension Blackboard {
    mutating func apply(spending fact: EngineFact) {
        switch fact {
        case .budgetSet(let amount, _):
            // The ceiling that was in the way is the one that is raised: the run's own, or for this run a shared one.
            if let scope = spendingStop.flatMap({ BudgetScope(rawValue: $0.scope) }), scope != .run {
                raised[scope] = amount
            } else {
                budget = amount
            }
            spendingStop = nil
            predictedOverrun = nil
        case .costOverrunWarned(let predicted, _): predictedOverrun = predicted
        case .spendingStopped(let scope, let reason): spendingStop = SpendingStop(scope: scope, reason: reason)
        case .tierLowered(let tier, _): loweredTier = tier
        case .modelSuspended(let model, let until, _):
            models[model, default: ModelHealth()].suspendedUntil = until
            models[model, default: ModelHealth()].suspensions += 1
        case .modelRestored(let model): models[model, default: ModelHealth()].suspendedUntil = nil
        default: break  // Not about money or models; the caller has sorted them.
        }
    }

    /// The least that a budget may be which is set now: what the run has spent and reserved under the ceiling that it is about.
    ///
    /// That is the one that stopped the run, or its own; a day's holds only what was booked on that day (counted from 1970 in
    /// UTC).
    package func committed(on day: Int) -> MicroDollars {
        let isDay = spendingStop?.scope == BudgetScope.day.rawValue
        return (isDay ? booked[day] ?? .zero : spent + unknown) + reserved
    }

    /// Keeps count of how the model of a task's last try has fared; nil for a try that did not fail.
    mutating func note(_ failure: TaskFailure?, at position: Int) {
        guard let model = courses[position]?.model else { return }
        switch failure?.kind {
        case nil: models[model] = ModelHealth()
        case .transient, .unknownOutcome: models[model, default: ModelHealth()].failuresInARow += 1
        // The request was at fault, or what stands around the model: it says nothing about the model.
        case .permanent, .barred, .needsPerson: break
        }
    }

    /// What the run's assets lack because another model made them than the one that was asked for, one sentence each.
    ///
    /// Only the last attempt of an asset counts.
    package var losses: [String] {
        guard courses.contains(where: { $0.value.loss != nil }) else { return [] }
        var last: [String: Int] = [:]
        for (position, state) in tasks.enumerated() where state.status == .succeeded && courses[position] != nil {
            let name = "\(state.task.id.template)/\(state.task.asset?.text ?? "")"
            if let other = last[name], tasks[other].task.attempt > state.task.attempt { continue }
            last[name] = position
        }
        return last.values.sorted().compactMap { position in
            courses[position]?.loss.map { "\(tasks[position].task.id): \($0)" }
        }
    }

    /// Has a task tried in another way; the tries that its retry policy counts begin anew.
    mutating func reroute(_ position: Int, _ step: RecoveryStep, _ failure: TaskFailure) {
        var course = courses[position] ?? TaskCourse()
        if let from = step.from, step.to != nil { course.failedModels.append(from) }
        course.detours.append(step)
        course.earlierTries = tasks[position].tries
        courses[position] = course
        tasks[position].failure = failure.message
        tasks[position].due = nil
        tasks[position].token = nil
        tasks[position].status = .ready
    }
}
