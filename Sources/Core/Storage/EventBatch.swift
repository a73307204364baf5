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

    package init(
        run: RunID, events: [StoredEvent], summary: RunSummary, tasks: [TaskRow], outbox: [OutboxEntry],
        taken: [Int] = []
    ) {
        self.run = run
        self.events = events
        self.summary = summary
        self.tasks = tasks
        self.outbox = outbox
        self.taken = taken
    }

    /// Takes in the batch that follows: of each row and effect the later state counts.
    mutating func append(_ next: EventBatch) {
        events += next.events
        summary = next.summary
        tasks += next.tasks
        outbox += next.outbox
        taken += next.taken
    }
}
