import Core

extension EngineFact {
    /// The name under which the log keeps it.
    package var type: String {
        switch self {
        case .runCreated: "run.created"
        case .taskAdded: "task.added"
        case .runStarted: "run.started"
        case .runResumed: "run.resumed"
        case .runInterrupted: "run.interrupted"
        case .runCancelRequested: "run.cancelRequested"
        case .runWaiting: "run.waiting"
        case .runFinished: "run.finished"
        case .budgetSet: "run.budgetSet"
        case .costOverrunWarned: "run.costOverrunWarned"
        case .spendingStopped: "run.spendingStopped"
        case .tierLowered: "run.tierLowered"
        case .gateOpened: "gate.opened"
        case .gateReminded: "gate.reminded"
        case .gateDecided: "gate.decided"
        case .gateVoided: "gate.voided"
        case .decisionRefused: "gate.decisionRefused"
        case .modelSuspended: "model.suspended"
        case .modelRestored: "model.restored"
        case .modelChosen: "task.modelChosen"
        case .taskStarted: "task.started"
        case .taskSucceeded: "task.succeeded"
        case .taskSpawned: "task.spawned"
        case .taskSuspended: "task.suspended"
        case .taskRetrying: "task.retrying"
        case .taskRerouted: "task.rerouted"
        case .taskAwaits: "task.awaits"
        case .taskEscalated: "task.escalated"
        case .taskFailed: "task.failed"
        case .taskSkipped: "task.skipped"
        case .taskCancelled: "task.cancelled"
        case .taskLost: "task.lost"
        case .taskAnsweredLate: "task.answeredLate"
        }
    }

    /// Whether a type in the log is one of the engine's, which no room may use.
    static func owns(_ type: String) -> Bool {
        ["run.", "task.", "gate.", "model."].contains { type.hasPrefix($0) }
    }

    /// A small object: what is nought or absent is left out.
    var payload: JSONValue {
        switch self {
        case .runCreated(let charter): charter.json
        case .taskAdded(let task, let spawner): task.json(spawnedBy: spawner)
        case .runStarted: .object([:])
        case .runResumed(let holder): ["holder": .string(holder)]
        case .runInterrupted(let reason), .runCancelRequested(let reason), .runWaiting(let reason):
            ["reason": .string(reason)]
        case .runFinished(let status, let reason): ["status": .string(status.rawValue), "reason": .string(reason)]
        case .budgetSet(let amount, let decider): ["amount": .integer(amount.count), "by": decider.json]
        case .costOverrunWarned(let predicted, let budget):
            ["predicted": .integer(predicted.count), "budget": .integer(budget.count)]
        case .spendingStopped(let scope, let reason): ["scope": .string(scope), "reason": .string(reason)]
        case .tierLowered(let tier, let reason): ["tier": .string(tier.rawValue), "reason": .string(reason)]
        case .gateOpened(let gate): gate.json
        case .gateReminded(let gate): ["gate": .string(gate.text)]
        case .gateDecided(let decision): decision.json
        case .gateVoided(let gate, let reason): ["gate": .string(gate.text), "reason": .string(reason)]
        case .decisionRefused(let decision, let reason): ["decision": decision.json, "reason": .string(reason)]
        case .modelSuspended(let model, let until, let reason):
            ["model": .string(model), "until": .integer(until.milliseconds), "reason": .string(reason)]
        case .modelRestored(let model): ["model": .string(model)]
        case .modelChosen(let id, let choice): Self.object(id, choice.members)
        case .taskStarted(let id, let tryNumber, let terms):
            Self.object(
                id,
                [
                    "try": .integer(Int64(tryNumber)), "reserved": Self.amount(terms.reserved),
                    "model": terms.model.map(JSONValue.string), "repeatable": terms.isRepeatable ? nil : false,
                ])
        case .taskSucceeded(let id, let output, let shortfall, let spending):
            Self.object(
                id, ["output": output == .null ? nil : output, "shortfall": shortfall.map(JSONValue.string)], spending)
        case .taskSpawned(let id, let children, let output, let spending):
            Self.object(id, ["children": .array(children.map { .string($0.text) }), "output": output], spending)
        case .taskSuspended(let id, let token, let deadline, let spending):
            Self.object(
                id, ["token": .string(token), "deadline": .integer(deadline.milliseconds)], spending)
        case .taskRetrying(let id, let failure, let until, let spending):
            Self.object(id, ["failure": failure.json, "until": .integer(until.milliseconds)], spending)
        case .taskRerouted(let id, let step, let failure, let spending):
            Self.object(id, ["recovery": step.json, "failure": failure.json], spending)
        case .taskAwaits(let id, let needs): Self.object(id, ["needs": .array(needs.map { .string($0.text) })])
        case .taskEscalated(let id, let failure, let spending), .taskFailed(let id, let failure, let spending):
            Self.object(id, ["failure": failure.json], spending)
        case .taskSkipped(let id, let byCondition, let reason):
            Self.object(id, ["byCondition": .bool(byCondition), "reason": .string(reason)])
        case .taskCancelled(let id, let spending), .taskLost(let id, let spending): Self.object(id, [:], spending)
        case .taskAnsweredLate(let id, let answer): Self.object(id, answer.members, answer.spending)
        }
    }

    private static func object(
        _ id: TaskID, _ members: [String: JSONValue?], _ spending: Spending = .nothing
    ) -> JSONValue {
        var object = members.compactMapValues { $0 }
        object["task"] = .string(id.text)
        object["spent"] = amount(spending.settled)
        object["unknown"] = amount(spending.unknown)
        return .object(object)
    }

    private static func amount(_ amount: MicroDollars) -> JSONValue? {
        amount == .zero ? nil : .integer(amount.count)
    }
}
