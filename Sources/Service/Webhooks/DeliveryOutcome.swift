/// What became of a request to the webhook's address, for the figures.
enum DeliveryOutcome: Int, CaseIterable, Sendable {
    case taken, repeated, forged, unreadable, misdirected, notKept

    /// As a label of the figures.
    var name: String {
        switch self {
        case .taken: "taken"
        case .repeated: "repeated"
        case .forged: "forged"
        case .unreadable: "unreadable"
        case .misdirected: "misdirected"
        case .notKept: "not_kept"
        }
    }
}
