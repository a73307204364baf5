import Core

extension EngineFact {
    /// The inverse of `type` and `payload`; nil where either is unknown or incomplete.
    init?(type: String, payload: JSONValue) {
        switch type {
        case "run.created":
            guard let charter = RunCharter(json: payload) else { return nil }
            self = .runCreated(charter)
        case "run.started": self = .runStarted
        case "run.resumed": self = .runResumed(holder: payload["holder"]?.string ?? "")
        case "run.interrupted": self = .runInterrupted(reason: payload["reason"]?.string ?? "")
        case "run.cancelRequested": self = .runCancelRequested(reason: payload["reason"]?.string ?? "")
        case "run.waiting": self = .runWaiting(reason: payload["reason"]?.string ?? "")
        case "run.finished":
            guard let status = payload["status"]?.string.flatMap(RunStatus.init) else { return nil }
            self = .runFinished(status, reason: payload["reason"]?.string ?? "")
        case "run.budgetSet":
            guard let by = payload["by"].flatMap(Decider.init(json:)), payload["amount"] != nil else { return nil }
            self = .budgetSet(payload.amount("amount"), by: by)
        case "run.costOverrunWarned":
            self = .costOverrunWarned(predicted: payload.amount("predicted"), budget: payload.amount("budget"))
        case "run.spendingStopped":
            self = .spendingStopped(scope: payload["scope"]?.string ?? "", reason: payload["reason"]?.string ?? "")
        case "run.tierLowered":
            guard let tier = payload["tier"]?.string.flatMap(QualityTier.init) else { return nil }
            self = .tierLowered(tier, reason: payload["reason"]?.string ?? "")
        case "gate.opened":
            guard let gate = Gate(json: payload) else { return nil }
            self = .gateOpened(gate)
        case "gate.reminded":
            guard let gate = payload["gate"]?.string else { return nil }
            self = .gateReminded(GateID(gate))
        case "gate.decided":
            guard let decision = Decision(json: payload) else { return nil }
            self = .gateDecided(decision)
        case "gate.voided":
            guard let gate = payload["gate"]?.string else { return nil }
            self = .gateVoided(GateID(gate), reason: payload["reason"]?.string ?? "")
        case "gate.decisionRefused":
            guard let decision = payload["decision"].flatMap(Decision.init(json:)) else { return nil }
            self = .decisionRefused(decision, reason: payload["reason"]?.string ?? "")
        case "model.suspended":
            guard let model = payload["model"]?.string, let until = payload.time("until") else { return nil }
            self = .modelSuspended(model, until: until, reason: payload["reason"]?.string ?? "")
        case "model.restored":
            guard let model = payload["model"]?.string else { return nil }
            self = .modelRestored(model)
        case "task.added":
            guard let task = PlanTask(json: payload) else { return nil }
            self = .taskAdded(task, spawnedBy: payload["spawnedBy"]?.string.map { TaskID($0) })
        default:
            guard let task = payload["task"]?.string else { return nil }
            self.init(type: type, task: TaskID(task), payload: payload)
        }
    }

    private init?(type: String, task: TaskID, payload: JSONValue) {
        let spending = Spending(settled: payload.amount("spent"), unknown: payload.amount("unknown"))
        let failure = payload["failure"].flatMap(TaskFailure.init(json:))
        switch type {
        case "task.started":
            guard let tryNumber = payload["try"]?.integer else { return nil }
            self = .taskStarted(
                task, tryNumber: tryNumber,
                terms: TryTerms(
                    reserved: payload.amount("reserved"), model: payload["model"]?.string,
                    isRepeatable: payload["repeatable"]?.bool ?? true))
        case "task.modelChosen":
            guard let choice = ModelChoice(json: payload) else { return nil }
            self = .modelChosen(task, choice)
        case "task.rerouted":
            guard let failure, let step = payload["recovery"].flatMap(RecoveryStep.init(json:)) else { return nil }
            self = .taskRerouted(task, step, failure: failure, spending: spending)
        case "task.awaits":
            let needs = (payload["needs"]?.array ?? []).compactMap { $0.string.map { TaskID($0) } }
            self = .taskAwaits(task, needs: needs)
        case "task.succeeded":
            self = .taskSucceeded(
                task, output: payload["output"] ?? .null, shortfall: payload["shortfall"]?.string, spending: spending)
        case "task.spawned":
            let children = (payload["children"]?.array ?? []).compactMap { $0.string.map { TaskID($0) } }
            self = .taskSpawned(task, children: children, output: payload["output"] ?? .null, spending: spending)
        case "task.suspended":
            guard let token = payload["token"]?.string, let deadline = payload.time("deadline") else { return nil }
            self = .taskSuspended(task, token: token, deadline: deadline, spending: spending)
        case "task.retrying":
            guard let failure, let until = payload.time("until") else { return nil }
            self = .taskRetrying(task, failure: failure, until: until, spending: spending)
        case "task.escalated":
            guard let failure else { return nil }
            self = .taskEscalated(task, failure: failure, spending: spending)
        case "task.failed":
            guard let failure else { return nil }
            self = .taskFailed(task, failure: failure, spending: spending)
        case "task.skipped":
            self = .taskSkipped(
                task, byCondition: payload["byCondition"]?.bool ?? false, reason: payload["reason"]?.string ?? "")
        case "task.cancelled": self = .taskCancelled(task, spending: spending)
        case "task.lost": self = .taskLost(task, spending: spending)
        case "task.answeredLate":
            guard let answer = LateAnswer(json: payload, spending: spending) else { return nil }
            self = .taskAnsweredLate(task, answer)
        default: return nil
        }
    }
}

extension JSONValue {
    /// An amount in millionths; nought where it was left out.
    func amount(_ key: String) -> MicroDollars {
        guard case .integer(let count) = self[key] else { return .zero }
        return MicroDollars(count)
    }

    func time(_ key: String) -> Timestamp? {
        guard case .integer(let milliseconds) = self[key] else { return nil }
        return Timestamp(milliseconds: milliseconds)
    }
}
