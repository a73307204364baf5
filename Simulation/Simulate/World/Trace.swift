import Synchronization

/// What happened in a seed, line by line: printed where somebody follows it, and hashed so that two runs can be compared.
final class Trace: Sendable {
    private struct State {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        var lines: [String] = []
    }
    private let state = Mutex(State())
    private let isKept: Bool

    init(isKept: Bool) { self.isKept = isKept }

    func note(_ text: @autoclosure () -> String) {
        guard isKept else { return }
        let text = text()
        state.withLock { state in
            for byte in text.utf8 { state.hash = (state.hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
            state.lines.append(text)
        }
    }

    var lines: [String] { state.withLock { $0.lines } }
    var hash: UInt64 { state.withLock { $0.hash } }
}
