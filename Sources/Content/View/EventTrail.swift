package import Core

/// Follows a run's events in order and notes what each touched, cost and took.
///
/// It reads payloads rather than facts, so that a fact of a newer bot and a record of any room are noted too. It must see a
/// run's events from the first one on.
package struct EventTrail: Sendable {
    private struct Try {
        let number: Int
        /// The event that began it.
        let sequence: Int
        let start: Timestamp
    }

    /// The last try of each task.
    private var tries: [String: Try] = [:]
    /// The tasks whose last try is not answered, by the event that began it, which is what its records name as their cause.
    private var begun: [Int: String] = [:]
    private var createdAt: Timestamp?
    /// When each gate that is open was opened.
    private var openedAt: [String: Timestamp] = [:]

    package init() {}

    package mutating func note(of event: StoredEvent, payload: JSONValue) -> EventNote {
        let booked = ["spent", "unknown"].map { MicroDollars(Int64(payload[$0]?.integer ?? 0)) }
        // A damaged log is shown, not fallen over.
        let cost = MicroDollars(booked[0].count &+ booked[1].count)
        switch event.type {
        case "run.created":
            createdAt = event.time
            return EventNote(pointer: "")
        case "run.finished":
            return EventNote(pointer: "/status", cost: cost, latency: createdAt.map { event.time.elapsed(since: $0) })
        case "task.added":
            return EventNote(pointer: Self.pointer("tasks", payload["id"]?.string ?? ""))
        case "task.started":
            let task = payload["task"]?.string ?? ""
            let number = max(1, payload["try"]?.integer ?? 1)
            if let last = tries[task] { begun[last.sequence] = nil }
            tries[task] = Try(number: number, sequence: event.sequence, start: event.time)
            begun[event.sequence] = task
            return EventNote(pointer: Self.pointer("tasks", task, "tries", String(number)), retries: number - 1)
        default: break
        }
        if event.type.hasPrefix("gate.") { return noteGate(event, payload, cost) }
        if let task = payload["task"]?.string {
            guard Self.answers.contains(event.type), let last = tries[task] else {
                return EventNote(pointer: Self.pointer("tasks", task), cost: cost)
            }
            begun[last.sequence] = nil
            return EventNote(
                pointer: Self.pointer("tasks", task, "tries", String(last.number)), cost: cost,
                latency: event.time.elapsed(since: last.start), retries: last.number - 1)
        }
        let cause = event.causation.flatMap { begun[$0] }.flatMap { tries[$0] }
        return EventNote(
            pointer: Self.pointer(of: event.type, payload), cost: cost,
            latency: cause.map { event.time.elapsed(since: $0.start) },
            retries: cause.map { $0.number - 1 })
    }

    /// What ends a try, or suspends it.
    private static let answers: Set<String> = [
        "task.succeeded", "task.spawned", "task.suspended", "task.retrying", "task.rerouted", "task.escalated",
        "task.failed", "task.cancelled", "task.lost",
    ]

    /// A decision has taken as long as its gate was open.
    private mutating func noteGate(_ event: StoredEvent, _ payload: JSONValue, _ cost: MicroDollars) -> EventNote {
        let gate = (payload["gate"] ?? payload["decision"]?["gate"] ?? payload["id"])?.string ?? ""
        var latency: Duration?
        switch event.type {
        case "gate.opened": openedAt[gate] = event.time
        case "gate.decided": latency = openedAt.removeValue(forKey: gate).map { event.time.elapsed(since: $0) }
        default: break
        }
        return EventNote(pointer: Self.pointer("gates", gate), cost: cost, latency: latency)
    }

    /// Of an event that belongs to no task.
    private static func pointer(of type: String, _ payload: JSONValue) -> String {
        switch type {
        case AssetProduced.type, AssetJudged.type, AssetAssessed.type:
            guard let key = payload["key"]?.string, let attempt = payload["attempt"]?.integer else { break }
            return pointer("assets", key, "attempts", String(attempt))
                + (type == AssetProduced.type ? "" : type == AssetJudged.type ? "/judgement" : "/semantic")
        case PromptRewritten.type, PromptKept.type:
            guard let key = payload["key"]?.string else { break }
            return pointer("assets", key, "prompt")
        case DeliveryMade.type: return "/delivery"
        case "run.budgetSet": return "/cost/budgetUSD"
        case "run.costOverrunWarned", "run.spendingStopped": return "/cost"
        case "run.tierLowered": return "/tier"
        case _ where type.hasPrefix("run."): return "/status"
        case _ where type.hasPrefix("model."):
            if let model = payload["model"]?.string { return pointer("models", model) }
        default: break
        }
        return pointer("records", type)
    }

    private static func pointer(_ parts: String...) -> String {
        parts.map { "/" + $0.replacing("~", with: "~0").replacing("/", with: "~1") }.joined()
    }
}
