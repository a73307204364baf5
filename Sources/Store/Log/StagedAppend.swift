import Core

/// An append that is to be written with others of its group.
struct StagedAppend {
    /// The run's key in the tables.
    let number: Int64
    /// Never empty.
    let events: [StoredEvent]

    /// The sequences of its first and last event.
    var first: Int { events.first?.sequence ?? 0 }
    var last: Int { events.last?.sequence ?? 0 }
}
