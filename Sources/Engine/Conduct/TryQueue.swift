import Synchronization

/// Tries that were decided on together, which the threads of the shared pool set to work one after the other.
///
/// A job of the pool for each would wake a thread for each. As it is, a thread takes the next try when the last one waits for
/// something or is done, and sees to it that another thread looks for more; however many there are, they share the tries out.
final class TryQueue: Sendable {
    private struct State {
        let tries: [Try]
        var next = 0
        /// Whether a thread has been sent for and has not come yet.
        var isSentFor = true
    }
    private let state: Mutex<State>

    private init(_ tries: [Try]) { state = Mutex(State(tries: tries)) }

    static func begin(_ tries: [Try]) {
        guard tries.count > 1 else {
            for only in tries { only.begin() }
            return
        }
        let queue = TryQueue(tries)
        Task { queue.work() }
    }

    private func work() {
        state.withLock { $0.isSentFor = false }
        while true {
            let (next, mustSend) = state.withLock { state -> (Try?, Bool) in
                guard state.next < state.tries.count else { return (nil, false) }
                defer { state.next += 1 }
                let mustSend = !state.isSentFor && state.next + 1 < state.tries.count
                if mustSend { state.isSentFor = true }
                return (state.tries[state.next], mustSend)
            }
            guard let next else { return }
            if mustSend { Task { work() } }
            next.beginHere()
        }
    }
}
