import Core

/// What the button of a form says.
enum PageWord: Hashable, Sendable {
    case decide(DecisionKind)
    /// Another attempt of an asset is to be delivered.
    case pick
    /// An asset is to be made again, with a seed or a prompt of the person's own.
    case regenerate

    /// Nil for no button of ours; a file is sent in a form of its own.
    init?(_ text: String) {
        switch text {
        case "pick": self = .pick
        case "regenerate": self = .regenerate
        default:
            guard let kind = DecisionKind(rawValue: text) else { return nil }
            self = .decide(kind)
        }
    }

    /// What the gate must take for it.
    var kind: DecisionKind {
        switch self {
        case .decide(let kind): kind
        case .pick: .supply
        case .regenerate: .reject
        }
    }
}
