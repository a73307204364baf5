import Core
import Synchronization

/// A clock that jumps over short rests, and never comes to the end of a long one: deadlines are not reached by looking.
///
/// Whoever rests lets the others have their turn, as whoever really sleeps would.
final class PatientTime: TimeSource {
    private static let longestRest = Duration.seconds(86_400)
    private let state = Mutex((now: Timestamp(milliseconds: 1_700_000_000_000), sleeps: [Duration]()))

    /// The short rests so far.
    var sleeps: [Duration] { state.withLock { $0.sleeps } }

    func now() -> Timestamp { state.withLock { $0.now } }

    func sleep(for duration: Duration) async throws {
        guard duration <= Self.longestRest else {
            let (stream, _) = AsyncStream<Never>.makeStream()
            for await _ in stream {}  // Ends when the task is cancelled.
            throw CancellationError()
        }
        try Task.checkCancellation()
        state.withLock { state in
            state.sleeps.append(duration)
            state.now = state.now + duration
        }
        await Task.yield()
    }
}
