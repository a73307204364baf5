/// An event in the form that the log keeps: its type, version and payload as text.
package struct StoredEvent: Hashable, Sendable {
    package let sequence: Int
    package let run: RunID
    package let time: Timestamp
    package let actor: String
    package let causation: Int?
    /// `task.started`, `asset.produced`, ….
    package let type: String
    package let version: Int
    /// One JSON object.
    package let payload: String

    package init(
        sequence: Int, run: RunID, time: Timestamp, actor: String, causation: Int?, type: String, version: Int,
        payload: String
    ) {
        self.sequence = sequence
        self.run = run
        self.time = time
        self.actor = actor
        self.causation = causation
        self.type = type
        self.version = version
        self.payload = payload
    }
}
