/// Colours and weights of a terminal, or none of them.
struct TerminalStyle: Hashable, Sendable {
    let isOn: Bool

    func strong(_ text: String) -> String { wrap(text, "1") }
    func faint(_ text: String) -> String { wrap(text, "2") }

    func toned(_ text: String, _ tone: Tone) -> String {
        switch tone {
        case .good: wrap(text, "32")
        case .warning: wrap(text, "33")
        case .bad: wrap(text, "31")
        case .busy: wrap(text, "36")
        case .paused: wrap(text, "35")
        case .quiet: wrap(text, "2")
        }
    }

    private func wrap(_ text: String, _ code: String) -> String {
        isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
