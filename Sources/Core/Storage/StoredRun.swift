/// A run as its rows have it, so that going on with it does not take folding its whole log.
package struct StoredRun: Hashable, Sendable {
    package let summary: RunSummary
    /// The events that are not about one task, in order: few, however large the plan.
    package let events: [StoredEvent]
    /// In the order in which they were added.
    package let tasks: [StoredTask]

    package init(summary: RunSummary, events: [StoredEvent], tasks: [StoredTask]) {
        self.summary = summary
        self.events = events
        self.tasks = tasks
    }
}
