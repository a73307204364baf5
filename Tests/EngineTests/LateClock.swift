import Core
import Synchronization

/// A clock that is set back by a little whenever somebody sleeps, the first few times: as by a time server.
final class LateClock: TimeSource {
    private let state = Mutex((now: Timestamp(milliseconds: 1_000_000), stepsBack: 3))

    func now() -> Timestamp { state.withLock { $0.now } }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        state.withLock { state in
            let lost: Duration = state.stepsBack > 0 ? .milliseconds(5) : .zero
            state.stepsBack -= 1
            state.now = state.now + (duration - lost)
        }
    }
}
