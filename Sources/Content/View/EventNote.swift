package import Core

/// What is known of an event beside what it says itself: the state that it touches, and what it cost and took.
package struct EventNote: Hashable, Sendable {
    /// A path into the run's state in the manner of JSON Pointer (RFC 6901), where lists are entered by name.
    ///
    /// A task by its id, an asset by its key, tries and attempts by their number; `/` in a name is `~1` and `~` is `~0`:
    /// `/tasks/draw~101/tries/1`, `/assets/01/attempts/2/judgement`, `/status`; empty for the run as a whole.
    package let pointer: String
    /// What this event booked, of unknown outcome included; over all events of a run the sum is what the run spent.
    package let cost: MicroDollars
    /// From the start of the try to this answer, or of the run to its end; nil for what answers nothing.
    package let latency: Duration?
    /// Tries of the task before this one; nil for an event that belongs to no try.
    package let retries: Int?

    package init(pointer: String, cost: MicroDollars = .zero, latency: Duration? = nil, retries: Int? = nil) {
        self.pointer = pointer
        self.cost = cost
        self.latency = latency
        self.retries = retries
    }

    /// The member `metadata` of an event's envelope.
    package var metadata: JSONValue {
        [
            "costUSD": .number(cost.dollars), "latencyMs": latency.map { .integer($0.milliseconds) } ?? .null,
            "retryCount": retries.map { .integer(Int64($0)) } ?? .null,
        ]
    }
}
