import Core
import Engine

extension RunAudit {
    mutating func takeRun(_ event: StoredEvent, _ payload: JSONValue) {
        switch event.type {
        case "run.created":
            if event.sequence != 1 { object("a second beginning") }
        case "run.started":
            status = .running
            barren = 1
        case "run.resumed":
            if barren >= Self.barrenLimit, payload["holder"]?.string?.hasPrefix("person") != true {
                object("taken up for the \(barren + 1)th time without a result, and nobody asked for it")
            }
            barren += 1
            status = .running
        case "run.interrupted":
            status = .queued
            barren = 0
            // What a job began, the next process looks for.
            let cut = running.filter { !(tasks[$0]?.isJob ?? false) }
            if !cut.isEmpty { object("interrupted with \(cut) at work") }
        case "run.budgetSet":
            if stop == nil || stop == "run" { budget = MicroDollars(Int64(payload["amount"]?.integer ?? 0)) }
            hasRaised = hasRaised || !(stop == nil || stop == "run")
            stop = nil
        case "run.spendingStopped": stop = payload["scope"]?.string
        case "run.costOverrunWarned", "run.tierLowered": break
        case "run.cancelRequested":
            isCancelling = true
            isDisturbed = true
        case "run.waiting": wait(payload["reason"]?.string ?? "", at: event.time)
        case "run.finished": finish(RunStatus(rawValue: payload["status"]?.string ?? ""))
        default: object("\(event.type) is unknown")
        }
    }

    var running: [TaskID] { order.filter { tasks[$0]?.status == .running } }

    private mutating func wait(_ reason: String, at time: Timestamp) {
        status = .waiting
        if reason.hasPrefix("parked") {
            if barren < Self.barrenLimit { object("parked after \(barren) starts without a result") }
            return
        }
        barren = 0
        let isHeld = gates.values.contains(where: \.holdsAll)
        let open = order.filter { id in
            guard let task = tasks[id] else { return false }
            switch task.status {
            case .running: return true
            case .pending, .ready, .retrying: if isHeld { return false }
            case .waiting, .succeeded, .escalated, .failed, .cancelled, .skipped: return false
            }
            switch task.status {
            case .retrying:
                return (affords(task) && task.locks.isEmpty) || (!clockJumps && task.due.map { $0 > time } ?? false)
            case .pending: return isReady(task) && affords(task) && task.locks.isEmpty
            case .ready: return affords(task) && task.locks.isEmpty
            case .running, .waiting, .succeeded, .escalated, .failed, .cancelled, .skipped: return false
            }
        }
        if !open.isEmpty { object("the run waits ('\(reason)') though \(open) could go on") }
        if reason.isEmpty { object("the run waits and does not say why") }
    }

    /// Whether nothing can have kept the task from starting: what is bought may lack a model or the money of other runs.
    private func affords(_ task: TaskAudit) -> Bool {
        !task.isPaid || (budget == nil && request.buying.limits == .none)
    }

    private mutating func finish(_ ending: RunStatus?) {
        let open = order.filter { !(tasks[$0]?.status.isFinal ?? true) }
        if !open.isEmpty { object("the run ends before \(open)") }
        for (name, gate) in gates.sorted(by: { $0.key < $1.key }) where gate.isOpen {
            object("the run ends before \(name)")
        }
        if reserved != .zero { object("the run ends with \(reserved) reserved") }
        let wanted = wantedEnding
        if ending != wanted { object("the run ends as \(ending?.rawValue ?? "?") in place of \(wanted.rawValue)") }
        status = ending ?? .failed
    }

    /// How a run ends, said once more: a failed delivery is a failed run, anything else that is missing a partial one.
    private var wantedEnding: RunStatus {
        if isCancelling { return .cancelled }
        var needed: Set<TaskID> = []
        for task in tasks.values { needed.formUnion(task.needs) }
        let isLost = order.contains { id in
            guard let task = tasks[id] else { return false }
            return !task.isSatisfied && task.parent == nil && !needed.contains(id)
        }
        if isLost { return .failed }
        return tasks.values.contains { $0.status == .failed || $0.shortfall != nil } ? .partial : .succeeded
    }
}
