import Core
import Foundation
import TestSupport
import Testing

/// The process dies while a server holds its answer back: the effect is looked for before it is made again.
@Suite(.serialized) struct GitHubCrashTests {
    private func finish(_ hub: GitHubScene) async throws {
        let result = try await hub.scene.bot("run", "octo/assets#12", "--json")
        #expect(result.status == 0, "\(result.errorText)")
        #expect(try await hub.commits().count == 1)
        #expect(hub.comments.count == 1)
        #expect(hub.comments.first?.body.contains("2 of 2 pictures passed") == true)
        #expect(hub.calls.count { $0.method == "POST" && $0.path.hasSuffix("/comments") } == 1)
        #expect(try await hub.scene.bot("replay", "last").status == 0)
        let pushed = try await hub.scene.git("-C", hub.repository, "rev-parse", GitHubScene.branch).lines
        #expect(pushed == [try result.json["delivery"]?["commit"]?.string])
    }

    @Test func findsTheCommentWhoseAnswerItNeverGot() async throws {
        let hub = try await GitHubScene(issue: GitHubRunTests.form)
        let gate = Latch()
        defer { gate.open() }
        hub.standIn.fail(
            StandInFailure(
                LoopbackReply(201, steps: [.wait(gate), .cut]), method: "POST", path: "/comments", isCarriedOut: true))
        let running = try hub.scene.start("run", "octo/assets#12")
        #expect(await hub.seen { $0.method == "POST" && $0.path.hasSuffix("/comments") })
        running.send(signal: SIGKILL)
        _ = await running.result()
        #expect(hub.comments.count == 1)
        try await finish(hub)
    }

    /// The branch is pushed, and the pull request made or not: one is there in the end.
    @Test(arguments: [true, false])
    func leavesOnePullRequestWhereItsAnswerNeverCame(isCarriedOut: Bool) async throws {
        let hub = try await GitHubScene(issue: GitHubRunTests.form)
        let gate = Latch()
        defer { gate.open() }
        hub.standIn.fail(
            StandInFailure(
                LoopbackReply(201, steps: [.wait(gate), .cut]), method: "POST", path: "/pulls",
                isCarriedOut: isCarriedOut))
        let running = try hub.scene.start("run", "octo/assets#12")
        #expect(await hub.seen { $0.method == "POST" && $0.path.hasSuffix("/pulls") })
        running.send(signal: SIGKILL)
        _ = await running.result()
        #expect(hub.pulls.count == (isCarriedOut ? 1 : 0))
        #expect(try await hub.commits().count == 1)
        try await finish(hub)
        #expect(hub.pulls.count == 1)
        #expect(hub.pulls.first?.isDraft == false)
        #expect(hub.pulls.first?.body.contains("2 of 2 pictures passed") == true)
    }

    @Test func findsTheCommitWhosePushWasNeverAnswered() async throws {
        let gate = Latch()
        let hub = try await GitHubScene(issue: GitHubRunTests.form, pushGate: gate)
        let running = try hub.scene.start("run", "octo/assets#12")
        #expect(await hub.seen { $0.method == "POST" && $0.path.hasSuffix("/git-receive-pack") })
        while try await hub.commitsOrNone().isEmpty { await Task.yield() }
        running.send(signal: SIGKILL)
        _ = await running.result()
        gate.open()
        try await finish(hub)
    }
}
