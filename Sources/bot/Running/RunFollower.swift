import Core
import Engine
import Store

/// Shows a run that another process is conducting.
struct RunFollower: Sendable {
    let workshop: Workshop
    let store: SQLiteStore

    /// Returns true when the run has ended, false when its process is gone and somebody must go on with it.
    func follow(_ run: RunID) async throws -> Bool {
        SignalWatch.standDown()  // An earlier run of this process may have had the signals ignored.
        let observer = ProgressObserver(console: workshop.console, time: workshop.time)
        workshop.console.note("Another process is at work on \(run); following it.")
        var board = Blackboard(run: run)
        while true {
            let fresh = try EventCodec.events(try await store.events(of: run, after: board.lastSequence))
            for event in fresh { board.apply(event) }
            if !fresh.isEmpty { await observer.saw(fresh, board: board) }
            if board.status.isFinal {
                await observer.finish()
                return true
            }
            if let lease = try RunLease.acquire(run, in: workshop.stateFolder) {
                lease.release()
                await observer.finish()
                return false
            }
            try await workshop.time.sleep(for: .milliseconds(300))
        }
    }
}
