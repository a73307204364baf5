import Core
import Engine

/// Keeps the run's one comment up to date over a network that fails.
struct ProcessAnnouncer: Announcer {
    let interval = Duration.seconds(3)
    let process: SimulatedProcess
    private static let cut = TrackerError.unreachable(reason: "the connection was cut")

    static func body(of board: Blackboard) -> String {
        let tasks = board.tasks.map { "\($0.task.id) \($0.status.rawValue)" }
        return "\(board.status.rawValue) \(board.reason)\n\(tasks.joined(separator: "\n"))"
    }

    func announce(_ board: Blackboard) async throws(TrackerError) {
        let world = process.world
        process.checkShown(board.lastSequence, of: board.run, "the comment")
        try await travel()
        let found = world.tracker.find(board.run)
        try await travel()
        if let found {
            world.tracker.edit(found, to: Self.body(of: board), for: board.run)
        } else {
            world.tracker.post(Self.body(of: board), for: board.run)
        }
        world.trace.note("#\(process.number) announced event \(board.lastSequence)")
        try await travel()
    }

    private func travel() async throws(TrackerError) {
        await process.pause(upTo: process.world.weather.serviceLatency)
        guard process.isAlive, !process.world.chance.happens(process.world.weather.trackerFailure) else {
            throw Self.cut
        }
    }
}
