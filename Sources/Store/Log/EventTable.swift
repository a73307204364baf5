/// The two places of events.
enum EventTable: String {
    /// By run: whoever reads or writes much of one run touches few pages.
    case events
    /// By the order of writing: many who write a little each touch few pages.
    case tail

    /// The statement that writes one event, and the one that writes many.
    var statements: (one: String, many: String) {
        switch self {
        case .events: Self.intoEvents
        case .tail: Self.intoTail
        }
    }

    private static let intoEvents = statements(into: .events)
    private static let intoTail = statements(into: .tail)

    private static func statements(into table: EventTable) -> (one: String, many: String) {
        let columns = ["run", "sequence", "time", "actor", "causation", "type", "version", "texts", "payload"]
        return (
            ManyRows.insert(into: table.rawValue, columns, count: 1),
            ManyRows.insert(into: table.rawValue, columns, count: ManyRows.atOnce)
        )
    }
}
