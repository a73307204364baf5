package import Core

/// Tells the issue how its run stands; the engine decides when, and owes it until it has been done.
package protocol Announcer: Sendable {
    /// The least rest between two announcements; the last state is always announced.
    var interval: Duration { get }

    /// Makes the run's one comment say what the board says. Doing it twice does no harm.
    func announce(_ board: Blackboard) async throws(TrackerError)
}
