import Core
import Engine

/// Announces nothing, and fails where it is told to.
struct SilentAnnouncer: Announcer {
    let interval = Duration.seconds(1)
    var failure: TrackerError?

    func announce(_ board: Blackboard) async throws(TrackerError) {
        if let failure { throw failure }
    }
}
