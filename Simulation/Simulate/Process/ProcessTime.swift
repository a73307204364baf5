import Core

/// The clock as a process sees it.
///
/// A dead one finds that an age has passed, and sleeps no more.
struct ProcessTime: TimeSource {
    let process: SimulatedProcess

    func now() -> Timestamp {
        let now = process.world.clock.now
        return process.isAlive ? now : now + .seconds(4_000_000_000)
    }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        let clock = process.world.clock
        await clock.sleep(process.isAlive ? duration.milliseconds : 0, owner: process.number)
        try Task.checkCancellation()
        guard process.isAlive else { throw CancellationError() }
    }
}
