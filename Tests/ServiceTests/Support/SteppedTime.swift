import Core
import Synchronization

/// A clock that a test moves on; who sleeps wakes when it has passed, or when the task is cancelled.
final class SteppedTime: TimeSource {
    private struct State {
        var now = Timestamp(milliseconds: 1_700_000_000_000)
        var next = 0
        var sleepers: [Int: (end: Timestamp, waiter: CheckedContinuation<Void, Never>)] = [:]
        var cancelled: Set<Int> = []
    }

    private let state = Mutex(State())

    func now() -> Timestamp { state.withLock { $0.now } }

    func advance(by duration: Duration) {
        let awake = state.withLock { state in
            state.now = state.now + duration
            let awake = state.sleepers.filter { $0.value.end <= state.now }
            for name in awake.keys { state.sleepers[name] = nil }
            return awake.values.map(\.waiter)
        }
        for waiter in awake { waiter.resume() }
    }

    func sleep(for duration: Duration) async throws {
        let name = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let goesOn = state.withLock { state in
                    guard state.cancelled.remove(name) == nil else { return true }
                    state.sleepers[name] = (state.now + duration, waiter)
                    return false
                }
                if goesOn { waiter.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                let waiter = state.sleepers.removeValue(forKey: name)?.waiter
                if waiter == nil { state.cancelled.insert(name) }
                return waiter
            }
            waiter?.resume()
        }
        try Task.checkCancellation()
    }
}
