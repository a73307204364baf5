/// Where the engine learns what time it is and waits for a later one; a simulation supplies its own.
package protocol TimeSource: Sendable {
    func now() -> Timestamp

    /// Returns when the time has passed; throws `CancellationError` as soon as the task is cancelled.
    func sleep(for duration: Duration) async throws
}
