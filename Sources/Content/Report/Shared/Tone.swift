/// How a state feels, which each kind of report shows with its own means.
package enum Tone: String, Hashable, Sendable {
    case good, warning, bad, busy, paused, quiet

    /// For comments.
    var emoji: String {
        switch self {
        case .good: "✅"
        case .warning: "⚠️"
        case .bad: "❌"
        case .busy: "⏳"
        case .paused: "✋"
        case .quiet: "▫️"
        }
    }

    /// For terminals: one column wide.
    package var mark: String {
        switch self {
        case .good: "✓"
        case .warning: "!"
        case .bad: "✗"
        case .busy: "▸"
        case .paused: "‖"
        case .quiet: "·"
        }
    }
}
