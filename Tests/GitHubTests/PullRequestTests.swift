import Core
import GitHub
import HTTP
import TestSupport
import Testing

@Suite struct PullRequestTests {
    private static let branch = "showrunner/issue-12"
    private let marker: CommentMarker
    private let earlier: CommentMarker

    init() throws {
        marker = .run(try #require(RunID("run_" + String(repeating: "0", count: 26))))
        earlier = .run(try #require(RunID("run_" + String(repeating: "1", count: 26))))
    }

    private func offer(isDraft: Bool = true, body: String = "one") -> PullRequestOffer {
        PullRequestOffer(
            repository: Fixture.name, branch: Self.branch, title: "Add 1 picture: Posters", body: body, marker: marker,
            isDraft: isDraft)
    }

    private func pull(
        _ number: Int, _ body: String, by author: StandInAccount = StandInAccount("showrunner-bot"),
        base: String = "main"
    ) -> StandInPull {
        StandInPull(number, title: "Old", body: body, head: Self.branch, base: base, by: author)
    }

    private func makings(_ fixture: Fixture) -> Int { fixture.calls.count { $0 == "POST /repos/acme/posters/pulls" } }

    private func refusal(_ status: Int, _ message: String) -> LoopbackReply {
        .json(
            status,
            #"{"message":"Validation Failed","errors":[{"resource":"PullRequest","code":"custom","message":"\#(message)"}]}"#
        )
    }

    private func refused(_ fixture: Fixture) async -> TrackerError? {
        do throws(TrackerError) {
            _ = try await fixture.tracker.offer(offer())
            return nil
        } catch { return error }
    }

    // MARK: What goes wrong

    @Test(arguments: [true, false])
    func looksForTheRequestWhoseAnswerWasLost(isCarriedOut: Bool) async throws {
        let fixture = try Fixture()
        fixture.standIn.fail(
            StandInFailure(.hangUp, method: "POST", path: "/pulls", isCarriedOut: isCarriedOut))
        let made = try await fixture.tracker.offer(offer())
        #expect(made.isOwn && made.isDraft)
        #expect(fixture.standIn.pulls(of: Fixture.name).count == 1)
        #expect(makings(fixture) == (isCarriedOut ? 1 : 2))
    }

    @Test func findsTheOneWhoseAnswerCannotBeRead() async throws {
        let fixture = try Fixture()
        fixture.standIn.fail(
            StandInFailure(.json(201, "{"), method: "POST", path: "/pulls", isCarriedOut: true))
        #expect(try await fixture.tracker.offer(offer()).isOwn)
        #expect(makings(fixture) == 1)
    }

    @Test func tellsHowAWorkflowIsAllowedToMakeOne() async throws {
        let fixture = try Fixture()
        let message = "GitHub Actions is not permitted to create or approve pull requests."
        fixture.standIn.fail(StandInFailure(.json(403, #"{"message":"\#(message)"}"#), method: "POST", path: "/pulls"))
        let error = try #require(await refused(fixture))
        #expect("\(error)".contains("Settings, Actions, General"), "\(error)")
    }

    @Test func tellsWhichPermissionIsMissing() async throws {
        let fixture = try Fixture()
        let reply = LoopbackReply.json(403, #"{"message":"Resource not accessible by integration"}"#)
        fixture.standIn.fail(StandInFailure(reply, method: "POST", path: "/pulls"))
        let error = try #require(await refused(fixture))
        #expect("\(error)".contains("pull-requests: write"), "\(error)")
        #expect(makings(fixture) == 1, "a refusal is not asked for twice")
    }

    @Test(arguments: [
        (422, "No commits between main and showrunner/issue-12", "nothing to merge"),
        (422, "Head sha can't be blank", "Head sha"),
        (403, "Repository was archived so is read-only.", "Unarchive"),
        (404, "Not Found", "was not found"),
    ])
    func saysWhyThereIsNone(status: Int, message: String, words: String) async throws {
        let fixture = try Fixture()
        let reply =
            status == 422 ? refusal(status, message) : LoopbackReply.json(status, #"{"message":"\#(message)"}"#)
        fixture.standIn.fail(StandInFailure(reply, method: "POST", path: "/pulls"))
        let error = try #require(await refused(fixture))
        #expect("\(error)".contains(words), "\(error)")
        #expect(fixture.standIn.pulls(of: Fixture.name).isEmpty)
    }

    @Test func findsTheOneThatTheListDidNotShowYet() async throws {
        let fixture = try Fixture()
        fixture.standIn.put(pull(13, "\(marker.line)\none"), in: Fixture.name)
        fixture.standIn.fail(StandInFailure(.json(200, "[]"), method: "GET", path: "/pulls"))
        #expect(try await fixture.tracker.offer(offer()).number == 13)
        #expect(makings(fixture) == 1)
        #expect(fixture.standIn.pulls(of: Fixture.name).count == 1)
    }

    @Test func makesAnOrdinaryOneWhereThereAreNoDrafts() async throws {
        let fixture = try Fixture()
        fixture.standIn.setDrafts(false, in: Fixture.name)
        #expect(try await fixture.tracker.offer(offer()).isDraft == false)
        #expect(fixture.standIn.pulls(of: Fixture.name).map(\.isDraft) == [false])
    }

    @Test func makesNoneWithoutASignIn() async throws {
        let fixture = try Fixture(token: nil)
        await #expect(throws: TrackerError.self) { _ = try await fixture.tracker.offer(offer()) }
        #expect(fixture.calls.isEmpty)
    }

    // MARK: Whose it is

    @Test func leavesSomebodyElsesAsItIs() async throws {
        let fixture = try Fixture()
        let theirs = pull(13, "\(marker.line)\nforged", by: StandInAccount("mallory"))
        fixture.standIn.put(theirs, in: Fixture.name)
        let found = try await fixture.tracker.offer(offer())
        #expect(found.number == 13 && !found.isOwn)
        #expect(fixture.standIn.pulls(of: Fixture.name) == [theirs])
        #expect(try await fixture.tracker.pullRequest(marker, of: Self.branch, in: Fixture.name) == nil)
    }

    /// A bot with a person's token must not write over what that person has opened.
    @Test func leavesOneWithoutAMarkerAsItIs() async throws {
        let fixture = try Fixture()
        let own = pull(13, "Written by hand")
        fixture.standIn.put(own, in: Fixture.name)
        #expect(try await fixture.tracker.offer(offer()).isOwn == false)
        #expect(fixture.standIn.pulls(of: Fixture.name) == [own])
    }

    @Test func makesAnotherBesideOneForAnotherBranch() async throws {
        let fixture = try Fixture()
        fixture.standIn.put(pull(13, "by hand", by: StandInAccount("mona"), base: "next"), in: Fixture.name)
        #expect(try await fixture.tracker.offer(offer()).number == 14)
    }

    // MARK: Finding it again

    @Test func makesOneAndFindsItAgain() async throws {
        let fixture = try Fixture()
        let first = try await fixture.tracker.offer(offer())
        let again = try await fixture.secondTracker().offer(offer(body: "two"))
        #expect(first.number == again.number && again.isOwn)
        #expect(first.url == "\(fixture.standIn.url)/acme/posters/pull/\(first.number)")
        let pull = try #require(fixture.standIn.pulls(of: Fixture.name).first)
        #expect(pull.head == Self.branch && pull.base == "main" && pull.isDraft)
        #expect(pull.body == "\(marker.line)\none" && pull.edits == 0, "the run itself rewrites it, not its offer")
        #expect(makings(fixture) == 1)
    }

    @Test func takesOverTheOneOfAnEarlierRun() async throws {
        let fixture = try Fixture()
        fixture.standIn.put(pull(13, "\(earlier.line)\nold"), in: Fixture.name)
        #expect(try await fixture.tracker.offer(offer()).number == 13)
        let pull = try #require(fixture.standIn.pulls(of: Fixture.name).first)
        #expect(pull.body == "\(marker.line)\none" && pull.title == "Add 1 picture: Posters")
        #expect(makings(fixture) == 0)
    }

    @Test func makesAnewWhereThatOfAnEarlierRunIsClosed() async throws {
        let fixture = try Fixture()
        var old = pull(13, "\(earlier.line)\nold")
        old.isOpen = false
        fixture.standIn.put(old, in: Fixture.name)
        #expect(try await fixture.tracker.offer(offer()).number == 14)
        #expect(fixture.standIn.pulls(of: Fixture.name).first == old)
    }

    @Test func doesNotOpenWhatSomebodyHasClosed() async throws {
        let fixture = try Fixture()
        var closed = pull(13, "\(marker.line)\none")
        closed.isOpen = false
        fixture.standIn.put(closed, in: Fixture.name)
        let found = try await fixture.tracker.offer(offer())
        #expect(found.number == 13 && !found.isOpen)
        #expect(makings(fixture) == 0)
    }

    // MARK: Bringing it up to date

    @Test func rewritesItOnceForEachText() async throws {
        let fixture = try Fixture()
        _ = try await fixture.tracker.offer(offer())
        for _ in 1...2 {
            let found = try #require(
                try await fixture.tracker.pullRequest(marker, of: Self.branch, in: Fixture.name))
            try await fixture.tracker.rewrite(found, as: "two", marker: marker)
        }
        let pull = try #require(fixture.standIn.pulls(of: Fixture.name).first)
        #expect(pull.body == "\(marker.line)\ntwo" && pull.edits == 1)
    }

    @Test func makesADraftReady() async throws {
        let fixture = try Fixture()
        let made = try await fixture.tracker.offer(offer())
        try await fixture.tracker.markReady(made)
        #expect(fixture.standIn.pulls(of: Fixture.name).map(\.isDraft) == [false])
        // The second finds it ready, as a repetition after a lost answer does.
        try await fixture.tracker.markReady(made)
        #expect(fixture.calls.count { $0 == "POST /graphql" } == 2)
    }

    @Test(arguments: [
        ("FORBIDDEN", "Resource not accessible by personal access token", "pull-requests: write"),
        ("UNPROCESSABLE", "Something went wrong", "Something went wrong"),
    ])
    func saysWhyADraftCannotBeMadeReady(type: String, message: String, words: String) async throws {
        let fixture = try Fixture()
        let made = try await fixture.tracker.offer(offer())
        let reply = LoopbackReply.json(200, #"{"data":null,"errors":[{"type":"\#(type)","message":"\#(message)"}]}"#)
        fixture.standIn.fail(StandInFailure(reply, method: "POST", path: "/graphql"))
        let error = await #expect(throws: TrackerError.self) { try await fixture.tracker.markReady(made) }
        #expect("\(error.map { "\($0)" } ?? "")".contains(words))
    }

    @Test func asksAnEnterpriseServerBesideItsRESTInterface() async throws {
        let fixture = try Fixture()
        let made = try await fixture.tracker.offer(offer())
        fixture.standIn.mount("/api/graphql") { _ in .json(200, #"{"data":{}}"#) }
        let enterprise = GitHubTracker(
            apiURL: fixture.standIn.url + "/api/v3", token: GitHubStandIn.token,
            http: HTTPClient(userAgent: "showrunner/tests"), time: fixture.time)
        try await enterprise.markReady(made)
        #expect(fixture.calls.last == "POST /api/graphql")
    }
}
