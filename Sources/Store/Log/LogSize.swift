/// How much a run has written into the log.
package struct LogSize: Hashable, Sendable {
    package let events: Int
    /// Of the texts in the rows of its events and tasks, and of the long texts that the events refer to.
    package let bytes: Int

    package init(events: Int, bytes: Int) {
        self.events = events
        self.bytes = bytes
    }
}
