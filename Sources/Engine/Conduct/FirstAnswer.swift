import Synchronization

/// Waits for whichever of several tasks answers first; the later answers are dropped.
final class FirstAnswer<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var waiter: CheckedContinuation<Value, Never>?
        var isGiven = false
    }
    private let state = Mutex(State())

    func give(_ value: Value) {
        let waiter = state.withLock { state -> CheckedContinuation<Value, Never>? in
            guard !state.isGiven else { return nil }
            state.isGiven = true
            defer { state.waiter = nil }
            if state.waiter == nil { state.value = value }
            return state.waiter
        }
        waiter?.resume(returning: value)
    }

    func take() async -> Value {
        await withCheckedContinuation { continuation in
            let early = state.withLock { state in
                if state.value == nil { state.waiter = continuation }
                return state.value
            }
            if let early { continuation.resume(returning: early) }
        }
    }
}
