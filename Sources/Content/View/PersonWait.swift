package import Core

/// A time for which a run waited for a person's decision.
package struct PersonWait: Hashable, Sendable {
    package let run: RunID
    package let askedAt: Timestamp
    /// Nil while nobody has decided.
    package let decidedAt: Timestamp?

    package init(run: RunID, askedAt: Timestamp, decidedAt: Timestamp?) {
        self.run = run
        self.askedAt = askedAt
        self.decidedAt = decidedAt
    }

    /// The waits that a run's events tell of, in order: from `run.waiting` until it is taken up again or cancelled.
    ///
    /// Gates that are asked and decided one by one say more, and belong here as soon as the log has them.
    package static func waits(in events: some Sequence<StoredEvent>) -> [PersonWait] {
        var waits: [PersonWait] = []
        var asked: StoredEvent?
        for event in events {
            switch event.type {
            case "run.waiting": asked = asked ?? event
            case "run.resumed", "run.cancelRequested", "run.finished":
                guard let since = asked else { continue }
                waits.append(PersonWait(run: since.run, askedAt: since.time, decidedAt: event.time))
                asked = nil
            default: continue
            }
        }
        if let asked { waits.append(PersonWait(run: asked.run, askedAt: asked.time, decidedAt: nil)) }
        return waits
    }
}
