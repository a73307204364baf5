import Core
import GitHub
import TestSupport
import Testing

@Suite struct StatusIssueTests {
    private func put(_ text: String, _ fixture: Fixture, by tracker: GitHubTracker? = nil) async throws -> String? {
        try await (tracker ?? fixture.tracker).putStatus(text, title: "How the bot is", in: Fixture.name)
    }

    private func issues(_ fixture: Fixture) -> [StandInIssue] {
        (fixture.standIn.repository(Fixture.name)?.issues ?? [:]).values.filter { $0.number != 12 }
            .sorted { $0.number < $1.number }
    }

    @Test func makesAndPinsOneAndEditsThat() async throws {
        let fixture = try Fixture()
        #expect(try await put("alive at noon", fixture) == nil)
        #expect(try await put("alive at one", fixture) == nil)
        #expect(try await put("alive at two", fixture, by: fixture.secondTracker()) == nil)
        let made = try #require(issues(fixture).first)
        #expect(issues(fixture).count == 1)
        #expect(made.isPinned)
        #expect(made.labels == ["showrunner:status"])
        #expect(made.body?.hasSuffix("alive at two") == true)
        #expect(fixture.calls.count { $0 == "POST /graphql" } == 1)
        #expect(try await fixture.tracker.statusIssue(of: Fixture.name)?.body == "alive at two")
    }

    @Test func writesNothingWhereItSaysSoAlready() async throws {
        let fixture = try Fixture()
        _ = try await put("alive", fixture)
        let writes = fixture.calls.count { !$0.hasPrefix("GET") }
        _ = try await put("alive", fixture)
        #expect(fixture.calls.count { !$0.hasPrefix("GET") } == writes)
    }

    @Test func leavesAForgedOneAlone() async throws {
        let fixture = try Fixture()
        fixture.standIn.put(
            StandInIssue(
                13, body: "<!-- showrunner:status -->\nforged", labels: ["showrunner:status"],
                author: StandInAccount("mallory")), in: Fixture.name)
        _ = try await put("alive", fixture)
        #expect(fixture.standIn.issue(13, in: Fixture.name)?.body?.hasSuffix("forged") == true)
        #expect(issues(fixture).count == 2)
    }

    @Test(arguments: [LoopbackReply.hangUp, LoopbackReply(502)])
    func looksForItBeforeItMakesItAgain(reply: LoopbackReply) async throws {
        let fixture = try Fixture()
        fixture.standIn.fail(StandInFailure(reply, method: "POST", path: "/posters/issues", isCarriedOut: true))
        _ = try await put("alive", fixture)
        #expect(issues(fixture).count == 1)
    }

    @Test func saysThatThereIsNoRoomForAPin() async throws {
        let fixture = try Fixture()
        for number in 20...22 {
            var issue = StandInIssue(number)
            issue.isPinned = true
            fixture.standIn.put(issue, in: Fixture.name)
        }
        #expect(try await put("alive", fixture)?.contains("Maximum 3 pinned") == true)
        #expect(try await put("alive again", fixture) == nil, "whoever unpins it does not want it pinned")
    }

    /// The process dies between making and pinning it.
    @Test func pinsOneThatWasLeftUnpinned() async throws {
        let fixture = try Fixture()
        fixture.standIn.fail(StandInFailure(LoopbackReply(502), path: "/graphql", times: 4))
        await #expect(throws: TrackerError.self) { try await put("alive", fixture) }
        #expect(issues(fixture).first?.isPinned == false)
        _ = try await put("alive", fixture, by: fixture.secondTracker())
        #expect(issues(fixture).count == 1)
        #expect(issues(fixture).first?.isPinned == true)
    }
}
