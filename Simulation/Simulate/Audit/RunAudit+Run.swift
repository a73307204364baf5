import Core

extension RunAudit {
    mutating func takeRun(_ event: StoredEvent, _ payload: JSONValue) {
        switch event.type {
        case "run.created":
            if event.sequence != 1 { object("a second beginning") }
        case "run.started":
            status = .running
            barren = 1
        case "run.resumed":
            barren += 1
            status = .running
        case "run.interrupted":
            status = .queued
            barren = 0
            if !running.isEmpty { object("interrupted with \(running) at work") }
        case "run.budgetSet": budget = MicroDollars(Int64(payload["amount"]?.integer ?? 0))
        case "run.costOverrunWarned", "run.spendingStopped", "run.tierLowered": break
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
        if barren < Self.barrenLimit { barren = 0 }
        let isHeld = gates.values.contains(where: \.holdsAll)
        let open = order.filter { id in
            guard let task = tasks[id] else { return false }
            switch task.status {
            case .running: return true
            case .pending, .ready, .retrying: if isHeld { return false }
            case .waiting, .succeeded, .escalated, .failed, .cancelled, .skipped: return false
            }
            switch task.status {
            case .retrying: return affords(task) || (!clockJumps && task.due.map { $0 > time } ?? false)
            case .pending: return isReady(task) && affords(task)
            case .ready: return affords(task)
            case .running, .waiting, .succeeded, .escalated, .failed, .cancelled, .skipped: return false
            }
        }
        if !open.isEmpty { object("the run waits ('\(reason)') though \(open) could go on") }
        if reason.isEmpty { object("the run waits and does not say why") }
    }

    private func affords(_ task: TaskAudit) -> Bool {
        guard let budget, task.price > .zero else { return true }
        return spent + unknown + reserved + task.price <= budget
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
