/// What one event of the history says, without its long texts.
package struct RecordedPayload: Hashable, Sendable {
    /// The same for all events of a run, and of no other.
    package let run: Int64
    package let type: String
    package let payload: String

    package init(run: Int64, type: String, payload: String) {
        self.run = run
        self.type = type
        self.payload = payload
    }
}
