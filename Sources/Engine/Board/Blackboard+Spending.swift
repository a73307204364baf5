import Core

/// Money and models.
extension Blackboard {
    mutating func apply(spending fact: EngineFact) {
        switch fact {
        case .budgetSet(let amount, _):
            budget = amount
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

    /// Keeps count of how the model of a task's last try has fared; nil for a try that did not fail.
    mutating func note(_ failure: TaskFailure?, at position: Int) {
        guard let model = courses[position]?.model else { return }
        switch failure?.kind {
        case nil: models[model] = ModelHealth()
        case .transient, .unknownOutcome: models[model, default: ModelHealth()].failuresInARow += 1
        // The request was at fault, or what stands around the model: it says nothing about the model.
        case .permanent, .needsPerson: break
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
        tasks[position].status = .ready
    }
}
