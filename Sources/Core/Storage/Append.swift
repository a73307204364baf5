/// What one decision has put into the log, as subscribers see it.
package struct Append: Hashable, Sendable {
    /// Its place among all appends of all runs, in the order in which they were committed; it has no meaning of its own.
    package let position: Int
    /// In order, all of one run, never empty.
    package let events: [StoredEvent]

    package init(position: Int, events: [StoredEvent]) {
        self.position = position
        self.events = events
    }
}
