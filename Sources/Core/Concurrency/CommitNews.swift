import Synchronization

/// Tells those who wait in this process that something was committed.
package final class CommitNews: Sendable {
    private struct State {
        var commits = 0
        var nextWaiter = 0
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        /// Those that were cancelled before they had begun to wait.
        var cancelled: Set<Int> = []
    }

    private let state = Mutex(State())

    package init() {}

    /// How many there have been.
    package var commits: Int { state.withLock { $0.commits } }

    package func tell() {
        let waiters = state.withLock { state in
            state.commits += 1
            defer { state.waiters.removeAll() }
            return state.waiters.values.map(\.self)
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Returns as soon as there have been more than `seen`, or the task is cancelled.
    package func wait(after seen: Int) async {
        let name = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mustWait = state.withLock { state in
                    guard state.cancelled.remove(name) == nil, state.commits == seen else { return false }
                    state.waiters[name] = continuation
                    return true
                }
                if !mustWait { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                if let waiter = state.waiters.removeValue(forKey: name) { return Optional(waiter) }
                state.cancelled.insert(name)
                return nil
            }
            waiter?.resume()
        }
        // A cancellation may have come after the end of the wait.
        state.withLock { _ = $0.cancelled.remove(name) }
    }
}
