package import Core
import Synchronization

/// A clock that stands still until somebody sleeps: then it jumps, and remembers by how much.
package final class ManualTime: TimeSource {
    private let state: Mutex<(now: Timestamp, sleeps: [Duration])>

    package init(_ now: Timestamp = Timestamp(milliseconds: 1_700_000_000_000)) { state = Mutex((now, [])) }

    package var sleeps: [Duration] { state.withLock { $0.sleeps } }

    package func now() -> Timestamp { state.withLock { $0.now } }

    package func advance(by duration: Duration) { state.withLock { $0.now = $0.now + duration } }

    package func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        state.withLock { state in
            state.sleeps.append(duration)
            state.now = state.now + duration
        }
        // Whoever is waited for may need this thread.
        await Task.yield()
    }
}
