import Core
import Synchronization

/// Where the conductor waits for facts: many senders, one reader that takes all there is at once.
final class Mailbox: Sendable {
    private struct State {
        var inputs: [Input] = []
        var reader: CheckedContinuation<Void, Never>?
    }
    private let state = Mutex(State())

    func send(_ input: Input) {
        let reader = state.withLock { state in
            state.inputs.append(input)
            let reader = state.reader
            state.reader = nil
            return reader
        }
        reader?.resume()  // Outside the lock: resuming may run the reader at once.
    }

    /// Everything sent since the last call; waits until there is something.
    func next() async -> [Input] {
        while true {
            let inputs = state.withLock { state in
                let inputs = state.inputs
                state.inputs = []
                return inputs
            }
            guard inputs.isEmpty else { return inputs }
            await withCheckedContinuation { continuation in
                let isLate = state.withLock { state in
                    guard state.inputs.isEmpty else { return true }
                    state.reader = continuation
                    return false
                }
                if isLate { continuation.resume() }
            }
        }
    }
}
