import Core
import Engine

extension RunAudit {
    mutating func takeGate(_ event: StoredEvent, _ payload: JSONValue) {
        switch event.type {
        case "gate.opened": open(payload)
        case "gate.reminded":
            if gates[payload["gate"]?.string ?? ""]?.isOpen != true { object("a closed gate reminds") }
        case "gate.decided": decide(event, payload)
        case "gate.voided":
            let name = payload["gate"]?.string ?? ""
            if gates[name]?.isOpen != true { object("\(name) becomes void, and was not open") }
            gates[name]?.isOpen = false
            if let task = gates[name]?.task { release(task) }
        case "gate.decisionRefused": refused.insert(payload["decision"]?.text ?? "")
        default: object("\(event.type) is unknown")
        }
    }

    /// What came in is never passed over: a decision that is taken in is decided by, or refused, in the same batch, and of a try
    /// that was answered it is known what it cost.
    mutating func take(letters: [Int], with events: [StoredEvent]) {
        for number in letters {
            if let (task, tryNumber) = answers[number], outcome(of: task, tryNumber: tryNumber)?.unknown != .zero {
                object("the answer to \(task) try \(tryNumber) was taken in, and what it cost stays unknown")
            }
            guard let (decision, _) = decisions[number] else { continue }
            let isAnswered = events.contains { event in
                guard event.type == "gate.decided" || event.type == "gate.decisionRefused" else { return false }
                // What can't be read has been said already.
                let payload = (try? JSONValue(parsing: event.payload)) ?? .null
                let own = payload["decision"]?["gate"] == nil ? payload : payload["decision"] ?? .null
                return own["gate"]?.string == decision.gate.text && own["by"]?["login"]?.string == decision.by.login
                    && own["decision"]?.string == decision.kind.rawValue
            }
            if !isAnswered { object("\(decision.by.login)'s '\(decision.kind.rawValue)' at \(decision.gate) was lost") }
        }
    }

    private mutating func open(_ payload: JSONValue) {
        guard let name = payload["id"]?.string, let gate = GateAudit(payload) else {
            return object("a gate without a name")
        }
        if gates[name] != nil { object("\(name) opens twice") }
        checkChain(before: gate)
        gates[name] = gate
        guard let id = gate.task, var task = tasks[id] else { return }
        if task.gate != nil { object("\(id) stands behind two gates") }
        if task.status != .escalated {
            if task.status != .pending && task.status != .ready { object("\(name) opens before a task that has begun") }
            if !isReady(task) { object("\(name) opens before what it shows is there") }
            task.status = .waiting
        }
        task.gate = name
        tasks[id] = task
    }

    /// Nobody is shown pictures that go by others than there are.
    private mutating func checkChain(before gate: GateAudit) {
        guard gate.kind == .approval, gate.task != nil, !chain.overlooked.isEmpty else { return }
        object("\(chain.overlooked) went by what was made again since, and is shown as it was")
    }

    private mutating func decide(_ event: StoredEvent, _ payload: JSONValue) {
        let name = payload["gate"]?.string ?? ""
        let kind = payload["decision"]?.string ?? ""
        guard let gate = gates[name], gate.isOpen else { return object("\(name) is decided, and is not open") }
        judged.insert(event.sequence)
        gates[name]?.isOpen = false
        if payload["shown"]?.string != gate.shown { object("\(name) is decided by what it does not show") }
        if !gate.options.contains(kind) { object("\(name) is decided by '\(kind)'") }
        let login = payload["by"]?["login"]?.string
        if payload["by"]?["source"]?.string == "timeout" {
            timeOut(name, gate, at: event.time)
        } else if !decisions.values.contains(where: {
            $0.decision.gate.text == name && $0.decision.kind.rawValue == kind
        }) {
            object("\(name) is decided by '\(kind)', which nobody said")
        } else if !request.gates.mayApproveOwn, login == "ada",
            ["approve", "revise", "reject", "budget"].contains(kind)
        {
            object("\(name) is decided by whoever asked for the run")
        }
        if kind != "approve" && kind != "budget" { isDisturbed = true }
        guard let id = gate.task else { return }
        if kind == "revise" { tasks[id]?.revise() }
        // What is supplied sends nothing back, and yet has made again what goes by it.
        if gate.kind == .approval, ["revise", "reject", "supply"].contains(kind) {
            chain.sendBack(Set((payload["assets"]?.array ?? []).compactMap(\.string)))
        }
        let isTriedAgain = gate.kind == .humanReview && ["approve", "revise", "budget"].contains(kind)
        // A person who takes the run up may have had it tried again just before.
        if isTriedAgain, var task = tasks[id], task.status == .escalated || task.status == .retrying {
            if task.status == .escalated { task.status = .ready }
            task.earlierTries = task.tries
            if let outcome = task.outcomes[task.tries] {
                task.outcomes[task.tries] = TaskAudit.Outcome(
                    settled: outcome.settled, unknown: outcome.unknown, mayRepeat: true)
            }
            tasks[id] = task
        }
        if isTriedAgain || gate.kind == .approval && ["approve", "accept", "supply"].contains(kind) { release(id) }
        if gate.kind == .approval { tasks[id]?.gate = nil }
    }

    /// Nobody came in time: then nobody may have.
    private mutating func timeOut(_ name: String, _ gate: GateAudit, at time: Timestamp) {
        isDisturbed = true
        guard let deadline = gate.deadline, time >= deadline || clockJumps else {
            return object("\(name) times out before its time")
        }
        let isOverlooked = decisions.values.contains { decision, came in
            decision.gate.text == name && !refused.contains(decision.json.text) && decision.shown == gate.shown
                && came < deadline
                && gate.options.contains(decision.kind.rawValue)
        }
        if isOverlooked, request.gates.mayApproveOwn, !clockJumps { object("\(name) times out though it was decided") }
    }

    private mutating func release(_ id: TaskID) {
        tasks[id]?.gate = nil
        if let task = tasks[id], task.status == .waiting, task.token == nil, task.children.isEmpty {
            tasks[id]?.status = .ready
        }
    }
}
