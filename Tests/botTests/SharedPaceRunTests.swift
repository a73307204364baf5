import Core
import Foundation
import Synchronization
import TestSupport
import Testing

/// Several processes on one state folder keep one pace before GitHub.
@Suite(.serialized, .timeLimit(.minutes(3))) struct SharedPaceRunTests {
    private static let flawed = "### Prompt\n\nA boat\n\n### Size\n\nlarge and blue\n"

    /// When each write came in, and when it was answered.
    private final class Journal: Sendable {
        private let entries = Mutex<[(begun: ContinuousClock.Instant, ended: ContinuousClock.Instant)]>([])
        var all: [(begun: ContinuousClock.Instant, ended: ContinuousClock.Instant)] { entries.withLock { $0 } }
        func add(_ begun: ContinuousClock.Instant) { entries.withLock { $0.append((begun, .now)) } }
    }

    private func scene() async throws -> GitHubScene {
        let hub = try await GitHubScene(issue: Self.flawed)
        for number in [13, 14, 15] {
            hub.standIn.put(
                StandInIssue(number, title: "More", body: Self.flawed, labels: ["generate"]), in: GitHubScene.name)
        }
        return hub
    }

    private func start(_ issue: Int, _ hub: GitHubScene) throws -> RunningCommand {
        try hub.scene.start("run", "octo/assets#\(issue)", environment: ["BOT_WRITE_PACE": "on"])
    }

    @Test func aSecondLiesBetweenTheWritesOfAllOfThem() async throws {
        let hub = try await scene()
        let journal = Journal()
        hub.standIn.watch { request, answer in
            guard request.method != "GET" else { return await answer() }
            let begun = ContinuousClock.now
            let reply = await answer()
            journal.add(begun)
            return reply
        }
        let running = try [12, 13, 14, 15].map { try start($0, hub) }
        for one in running { #expect(await one.result().status == 2) }
        let writes = journal.all
        #expect(writes.count >= 4)
        // The bot counts in milliseconds.
        #expect(zip(writes, writes.dropFirst()).allSatisfy { $1.begun - $0.ended >= .milliseconds(990) })
    }

    @Test func oneThatIsKilledInTheMiddleOfAWriteHoldsNobody() async throws {
        let hub = try await scene()
        let (arrived, gone) = (Latch(), Latch())
        let isFirst = Mutex(true)
        hub.standIn.watch { request, answer in
            let holds =
                request.method != "GET"
                && isFirst.withLock { first in
                    defer { first = false }
                    return first
                }
            if holds {
                arrived.open()
                await gone.pass()
            }
            return await answer()
        }
        let killed = try start(12, hub)
        await arrived.pass()
        let other = try start(13, hub)
        killed.send(signal: SIGKILL)
        _ = await killed.result()
        #expect(await other.result().status == 2)
        gone.open()
        #expect(hub.standIn.comments(on: 13, in: GitHubScene.name).count == 1)
    }
}
