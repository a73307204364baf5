import Core

/// A clock that never moves: who sleeps on it wakes when the task is cancelled.
struct StandingTime: TimeSource {
    func now() -> Timestamp { Timestamp(milliseconds: 0) }
    func sleep(for duration: Duration) async throws { try await Task.sleep(for: .seconds(3_600)) }
}
