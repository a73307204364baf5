/// How much a run has written into the log.
package struct LogSize: Hashable, Sendable {
    package let events: Int
    /// Of the payloads and of the long texts that they refer to.
    package let bytes: Int

    package init(events: Int, bytes: Int) {
        self.events = events
        self.bytes = bytes
    }
}
