/// What one decision makes durable, all of it or nothing: events, the rows derived from them, the effects they owe.
package struct EventBatch: Sendable {
    package let run: RunID
    /// In order; the first follows the last one in the log directly.
    package private(set) var events: [StoredEvent]
    package private(set) var summary: RunSummary
    /// The tasks that the events changed.
    package private(set) var tasks: [TaskRow]
    package private(set) var outbox: [OutboxEntry]
    /// Numbers of the inbox's entries that were taken in with it, whatever became of them.
    package private(set) var taken: [Int]
    /// How the run's money stands; nil where the batch moves none.
    package private(set) var ledger: LedgerEntry?
    /// What earlier days come to by now, where an answer that came late has corrected them; never without `ledger`.
    package private(set) var corrections: [LedgerEntry]
    /// The ceilings under which the batch reserves; none where it reserves nothing.
    package private(set) var limits: [BudgetLimit]

    package init(
        run: RunID, events: [StoredEvent], summary: RunSummary, tasks: [TaskRow], outbox: [OutboxEntry],
        taken: [Int] = [], ledger: LedgerEntry? = nil, corrections: [LedgerEntry] = [], limits: [BudgetLimit] = []
    ) {
        self.run = run
        self.events = events
        self.summary = summary
        self.tasks = tasks
        self.outbox = outbox
        self.taken = taken
        self.ledger = ledger
        self.corrections = corrections
        self.limits = limits
    }

    /// What the run itself has booked and holds reserved in a scope once the batch is written.
    package func booked(under scope: BudgetScope) -> MicroDollars {
        switch scope {
        case .run, .issue, .person, .repository: summary.spent + summary.unknown + summary.reserved
        case .day: (ledger?.booked ?? .zero) + summary.reserved
        }
    }

    /// Takes in the batch that follows: of each row and effect the later state counts.
    mutating func append(_ next: EventBatch) {
        events += next.events
        summary = next.summary
        tasks += next.tasks
        outbox += next.outbox
        taken += next.taken
        ledger = next.ledger ?? ledger
        corrections += next.corrections
        if !next.limits.isEmpty { limits = next.limits }
    }
}
