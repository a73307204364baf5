/// What one decision makes durable, all of it or nothing: events, the rows derived from them, the effects they owe.
package struct EventBatch: Sendable {
    package let run: RunID
    /// In order; the first follows the last one in the log directly.
    package let events: [StoredEvent]
    package let summary: RunSummary
    /// The tasks that the events changed.
    package let tasks: [TaskRow]
    package let outbox: [OutboxEntry]
    /// Numbers of the inbox's entries that were taken in with it, whatever became of them.
    package let taken: [Int]

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
}
