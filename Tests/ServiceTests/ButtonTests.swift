import Core
import Engine
import GitHub
import Service
import Store
import TestSupport
import Testing

/// 'Re-run failed assets' on a run's check.
@Suite struct ButtonTests {
    private let failed = Situation.gate(
        "humanReview/draw/01", .humanReview, [.approve, .accept, .end], task: "draw/01")

    @Test func triesAgainWhatWaitsForAPerson() throws {
        let situation = try Situation().running([failed]).pressing()
        #expect(situation.decisions.map(\.gate) == ["humanReview/draw/01"])
        #expect(situation.decisions.map(\.kind) == [.approve])
        #expect(situation.decisions.first?.by == Decider(source: .comment, login: "ada", role: "write"))
        #expect(situation.acts.last == .rememberPress(delivery: "guid-1"))
        #expect(situation.said.isEmpty)
    }

    @Test func beginsARunThatMakesWhatIsMissing() throws {
        let start = try #require(try Situation().running(status: .failed).pressing().starts.first)
        #expect(start.cause == .press(delivery: "guid-1"))
        #expect(start.issue.author == "ada")
        #expect(start.run == (try Situation().running(status: .failed).pressing().starts.first?.run))
    }

    @Test func takesTwoPressesForOne() throws {
        let twice = try Situation().running(status: .failed).pressing().pressing(guid: "guid-2")
        #expect(twice.starts.count == 1)
        #expect(twice.acts.contains(.rememberPress(delivery: "guid-2")))
    }

    @Test func refusesWhoMayNotCommand() throws {
        let situation = try Situation().running(status: .failed).pressing(by: "Mallory")
        #expect(situation.starts.isEmpty)
        #expect(situation.said.count == 1)
        #expect(situation.acts.last == .rememberPress(delivery: "guid-1"))
    }

    @Test func saysWhereThereIsNothingToTryAgain() throws {
        let situation = try Situation().running(status: .succeeded).pressing()
        #expect(situation.starts.isEmpty)
        #expect(situation.said.first?.contains("Nothing has failed") == true)
        #expect(situation.acts.last == .rememberPress(delivery: "guid-1"))
    }

    @Test func leavesALaterRunAlone() throws {
        let earlier = RunStart.run(for: .label(event: 7), at: Situation.now, of: Situation.identity)
        let situation = try Situation().running(status: .failed).pressing(of: earlier)
        #expect(situation.starts.isEmpty)
        #expect(situation.said.first?.contains("belongs to run") == true)
    }

    @Test func allChecksOfACommitMeanTheLatestRun() throws {
        let all = try Situation().running([failed]).pressing(of: nil)
        #expect(all.decisions.map(\.kind) == [.approve])
        let both = try Situation().running(status: .failed).pressing().pressing(of: nil, guid: "guid-2")
        #expect(both.starts.count == 1)
        #expect(try Situation().running(status: .failed).pressing(of: nil, by: "Mallory").starts.isEmpty)
        #expect(Situation().pressing(of: nil).said.first?.contains("no run yet") == true)
    }

    @Test func forgetsButtonsThatAreNotOurs() throws {
        let situation = try Situation().running(status: .failed).pressing("other")
        #expect(situation.acts == [.rememberPress(delivery: "guid-1")])
    }

    // MARK: From the delivery to the inbox

    private func press(_ desk: Desk, of run: RunID, guid: String = "guid-1", by login: String = "maintainer") async {
        let row = DeliveryRow(
            guid: guid, receivedAt: desk.time.now(), event: "check_run", action: "requested_action",
            repository: Desk.name, issue: 12, sender: 7,
            request: ButtonPress(identifier: "retry_failed", run: run, login: login).text)
        await withCheckedContinuation { done in desk.store.take([row]) { _ in done.resume() } }
    }

    /// The run waits before its plan, where nothing has failed yet: the button is answered once, whatever is lost.
    @Test func answersAPressOnce() async throws {
        let desk = try Desk()
        let run = try await desk.waitingRun()
        await press(desk, of: run)
        for _ in 0..<2 { try await desk.attend() }
        #expect(desk.own.count { $0.contains("showrunner:press:guid-1") } == 1)
        // The bot's memory is lost, as on another host.
        let before = desk.own
        _ = try await desk.attention(state: "elsewhere").attend(to: Desk.issue)
        #expect(desk.own == before)
    }

    @Test func asksForTheRoleOfWhoPressed() async throws {
        let desk = try Desk()
        let run = try await desk.waitingRun()
        await press(desk, of: run, by: "stranger")
        try await desk.attend()
        #expect(desk.standIn.requests.contains { $0.path.hasSuffix("/collaborators/stranger/permission") })
        #expect(desk.own.contains { $0.contains("showrunner:refusal:stranger") })
        #expect(try await desk.letters(run).isEmpty)
    }

    @Test func makesOneRunOfOnePressHoweverOftenItIsRead() async throws {
        let desk = try Desk()
        let run = try await desk.waitingRun()
        _ = try await RunConductor(log: desk.store, agents: [], time: desk.time)
            .cancel(run, reason: "enough", by: "maintainer")
        desk.time.advance(by: .seconds(60))
        await press(desk, of: run)
        let first = try #require(try await desk.attend().starts.first { $0.cause != .label(event: 5001) })
        #expect(first.cause == .press(delivery: "guid-1"))
        #expect(
            try await desk.attention(state: "elsewhere").attend(to: Desk.issue).starts.contains { $0.run == first.run })
        _ = try await desk.waitingRun(first)
        #expect(try await desk.attend().starts.allSatisfy { $0.cause != first.cause })
    }
}
