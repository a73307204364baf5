package import Core

/// A time for which a run waited for a person's decision.
package struct PersonWait: Hashable, Sendable {
    package let run: RunID
    package let askedAt: Timestamp
    /// Nil while nobody has decided, or where nobody did.
    package let decidedAt: Timestamp?

    package init(run: RunID, askedAt: Timestamp, decidedAt: Timestamp?) {
        self.run = run
        self.askedAt = askedAt
        self.decidedAt = decidedAt
    }

    /// The waits that a run's events tell of, in order of their ends, those that last at the end.
    ///
    /// At a gate, until somebody decides; one that was void or timed out was decided by nobody. Without a gate from
    /// `run.waiting` until the run is taken up again, cancelled or at its end.
    package static func waits(in events: some Sequence<StoredEvent>) -> [PersonWait] {
        var waits: [PersonWait] = []
        var gates: [(id: String, wait: PersonWait)] = []
        var stopped: PersonWait?
        for event in events {
            switch event.type {
            case "gate.opened":
                if let id = payload(of: event)["id"]?.string {
                    gates.append((id, PersonWait(run: event.run, askedAt: event.time, decidedAt: nil)))
                }
            case "gate.decided", "gate.voided":
                let payload = payload(of: event)
                guard let at = gates.firstIndex(where: { $0.id == payload["gate"]?.string }) else { continue }
                let isDecided =
                    event.type == "gate.decided"
                    && payload["by"]?["source"]?.string != Decider.Source.timeout.rawValue
                waits.append(gates.remove(at: at).wait.ended(at: isDecided ? event.time : nil))
            case "run.waiting":
                if gates.isEmpty, stopped == nil {
                    stopped = PersonWait(run: event.run, askedAt: event.time, decidedAt: nil)
                }
            case "run.resumed", "run.cancelRequested", "run.finished":
                if let wait = stopped { waits.append(wait.ended(at: event.time)) }
                stopped = nil
            default: continue
            }
        }
        return waits + gates.map(\.wait) + (stopped.map { [$0] } ?? [])
    }

    private func ended(at time: Timestamp?) -> PersonWait {
        PersonWait(run: run, askedAt: askedAt, decidedAt: time)
    }

    /// Null for one that is no JSON: what can't be read tells of no wait.
    private static func payload(of event: StoredEvent) -> JSONValue {
        (try? JSONValue(parsing: event.payload)) ?? .null
    }
}
