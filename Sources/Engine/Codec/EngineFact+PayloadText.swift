import Core

extension EngineFact {
    /// The text of `payload`; for the facts that every task has it is written without building the value first.
    var payloadText: String {
        var text = PayloadText()
        switch self {
        case .taskAdded(let task, let spawner): text.add(task, spawnedBy: spawner)
        case .taskStarted(let id, let tryNumber, let terms):
            text.add("model", terms.model)
            if !terms.isRepeatable { text.add("repeatable", false, unless: .null) }
            text.add("reserved", terms.reserved)
            text.add("task", id.text)
            text.add("try", tryNumber)
        case .taskSucceeded(let id, let output, let shortfall, let spending):
            text.add("output", output, unless: .null)
            text.add("shortfall", shortfall)
            text.add("spent", spending.settled)
            text.add("task", id.text)
            text.add("unknown", spending.unknown)
        case .runCreated, .runStarted, .runResumed, .runInterrupted, .runCancelRequested, .runWaiting, .runFinished,
            .taskSpawned, .taskSuspended, .taskRetrying, .taskEscalated, .taskFailed, .taskSkipped, .taskCancelled,
            .taskLost, .budgetSet, .costOverrunWarned, .spendingStopped, .tierLowered, .gateOpened, .gateReminded,
            .gateDecided, .gateVoided, .decisionRefused, .modelSuspended, .modelRestored, .modelChosen, .taskRerouted,
            .taskAwaits, .taskAnsweredLate:
            return payload.text
        }
        return text.finished()
    }
}

extension PayloadText {
    /// What `PlanTask.json(spawnedBy:)` says, in the order of its keys.
    fileprivate mutating func add(_ task: PlanTask, spawnedBy spawner: TaskID?) {
        add("asset", task.asset?.text)
        if task.attempt != 1 { add("attempt", task.attempt) }
        add("checkpoint", task.checkpoint)
        if task.gathers { add("gathers", true, unless: false) }
        add("id", task.id.text)
        add("locks", task.locks)
        add("needs", task.needs.lazy.map(\.text))
        if task.onFailure != .fail { add("onFailure", task.onFailure.rawValue) }
        add("parameters", task.parameters, unless: .object([:]))
        if task.priority != 3 { add("priority", task.priority) }
        if task.retry != RetryPolicy() { add("retry", task.retry.json, unless: .null) }
        add("spawnedBy", spawner?.text)
        add("uses", task.uses)
        add("when", task.condition?.text)
    }
}
