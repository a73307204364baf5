import Core
import GitHub
import HTTP
import TestSupport
import Testing

/// What the tracker does when GitHub is slow, busy, broken or somebody else.
@Suite struct TroubleTests {
    private let marker = CommentMarker.brief

    @Test(arguments: [
        LoopbackReply(502, headers: [("Content-Type", "text/html")], "<html>unicorn"), LoopbackReply.hangUp,
    ])
    func repeatsAReadThatMetTrouble(reply: LoopbackReply) async throws {
        let fixture = try Fixture()
        fixture.standIn.fail(StandInFailure(reply, path: "/issues/12", times: 3))
        #expect(try await fixture.tracker.issue(fixture.issue).title == "Posters")
        #expect(fixture.time.sleeps == [.seconds(1), .seconds(2), .seconds(4)])
    }

    @Test func givesUpAReadAfterThreeRepetitions() async throws {
        let fixture = try Fixture()
        fixture.standIn.fail(StandInFailure(LoopbackReply(503), times: 9))
        let error = await #expect(throws: TrackerError.self) { try await fixture.tracker.issue(fixture.issue) }
        #expect(error == .unreachable(reason: "GitHub answered 503 for Issue acme/posters#12"))
        #expect(fixture.calls.count == 4)
    }

    /// The comment stands, but the answer to its posting is lost: in a cut connection or a gateway's error.
    @Test(arguments: [LoopbackReply.hangUp, LoopbackReply(502)])
    func looksForItsCommentBeforeItPostsAgain(reply: LoopbackReply) async throws {
        let fixture = try Fixture()
        fixture.standIn.fail(StandInFailure(reply, method: "POST", isCarriedOut: true))
        let comment = try await fixture.tracker.putComment("one", marker: marker, on: fixture.issue)
        #expect(fixture.bodies == ["\(marker.line)\none"])
        #expect(comment.id == fixture.comments.first.map { String($0.id) })
        #expect(fixture.calls.filter { $0.hasPrefix("POST") }.count == 1)
    }

    @Test func postsAgainWhereTheFirstPostLeftNothing() async throws {
        let fixture = try Fixture()
        fixture.standIn.fail(StandInFailure(.hangUp, method: "POST", times: 2))
        _ = try await fixture.tracker.putComment("one", marker: marker, on: fixture.issue)
        #expect(fixture.bodies == ["\(marker.line)\none"])
    }

    @Test func repeatsAnEdit() async throws {
        let fixture = try Fixture()
        _ = try await fixture.tracker.putComment("one", marker: marker, on: fixture.issue)
        fixture.standIn.fail(StandInFailure(.hangUp, method: "PATCH", isCarriedOut: true))
        _ = try await fixture.tracker.putComment("two", marker: marker, on: fixture.issue)
        #expect(fixture.bodies == ["\(marker.line)\ntwo"])
    }

    @Test(arguments: [403, 429])
    func waitsAsLongAsItIsAskedTo(status: Int) async throws {
        let fixture = try Fixture()
        fixture.standIn.fail(
            StandInFailure(
                .json(
                    status, #"{"message":"You have exceeded a secondary rate limit"}"#, headers: [("Retry-After", "7")]),
                method: "POST"))
        _ = try await fixture.tracker.putComment("one", marker: marker, on: fixture.issue)
        #expect(fixture.time.sleeps == [.seconds(7)])
        #expect(fixture.comments.count == 1)
    }

    @Test func waitsForTheResetOfAnExhaustedLimit() async throws {
        let fixture = try Fixture()
        let reset = fixture.time.now().milliseconds / 1000 + 30
        fixture.standIn.fail(
            StandInFailure(
                .json(
                    403, #"{"message":"API rate limit exceeded for user ID 1."}"#,
                    headers: [("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "\(reset)")])))
        #expect(try await fixture.tracker.issue(fixture.issue).title == "Posters")
        #expect(fixture.time.sleeps == [.seconds(31)])
    }

    @Test func tellsAWaitThatIsTooLong() async throws {
        let fixture = try Fixture()
        fixture.standIn.fail(
            StandInFailure(.json(403, #"{"message":"slow down"}"#, headers: [("Retry-After", "61")])))
        await #expect(throws: TrackerError.throttled(after: .seconds(61))) {
            try await fixture.tracker.issue(fixture.issue)
        }
        #expect(fixture.time.sleeps.isEmpty)
    }

    @Test func waitsAMinuteOnceWhereALimitNamesNoTime() async throws {
        let fixture = try Fixture()
        fixture.standIn.fail(
            StandInFailure(.json(403, #"{"message":"You have triggered an abuse detection mechanism."}"#), times: 2))
        await #expect(throws: TrackerError.throttled(after: .seconds(120))) {
            try await fixture.tracker.issue(fixture.issue)
        }
        #expect(fixture.time.sleeps == [.seconds(60)])
    }

    @Test func takesAForbiddenCallForANo() async throws {
        let fixture = try Fixture()
        fixture.standIn.fail(
            StandInFailure(
                .json(
                    403, #"{"message":"Resource not accessible by integration"}"#,
                    headers: [("X-RateLimit-Remaining", "4000"), ("X-RateLimit-Reset", "1")])))
        let error = await #expect(throws: TrackerError.self) { try await fixture.tracker.issue(fixture.issue) }
        guard case .forbidden(let reason, _) = error else {
            Testing::Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("Resource not accessible by integration"))
        #expect(fixture.time.sleeps.isEmpty)
    }

    @Test(arguments: [
        LoopbackReply(200, headers: [("Content-Type", "text/html")], "<html>Sign in to the hotel's network"),
        LoopbackReply(404, headers: [("Content-Type", "text/html")], "<html>Not Found"),
        LoopbackReply.json(200, #"{"title": 7}"#), LoopbackReply.json(200, #"{"title": "#), LoopbackReply(200),
    ])
    func saysThatAnAnswerIsNotGitHubs(reply: LoopbackReply) async throws {
        let fixture = try Fixture()
        fixture.standIn.fail(StandInFailure(reply))
        let error = await #expect(throws: TrackerError.self) { try await fixture.tracker.issue(fixture.issue) }
        guard case .refused(let reason) = error else {
            Testing::Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("GITHUB_API_URL"))
        #expect(!reason.contains("DecodingError"))
    }

    @Test func passesOnWhatGitHubFindsWrong() async throws {
        let fixture = try Fixture()
        let body =
            #"{"message":"Validation Failed","errors":[{"resource":"IssueComment","field":"body","code":"x\u001b"}]}"#
        fixture.standIn.fail(StandInFailure(.json(422, body), method: "POST"))
        await #expect(
            throws: TrackerError.refused(
                reason: "Issue acme/posters#12: Validation Failed; IssueComment body x  (422)")
        ) { try await fixture.tracker.putComment("one", marker: marker, on: fixture.issue) }
    }

    @Test func tellsAServerThatIsNotThere() async throws {
        let time = ManualTime()
        let tracker = GitHubTracker(
            apiURL: "http://127.0.0.1:1/", token: "hush-hush", http: HTTPClient(userAgent: "tests"), time: time)
        let error = await #expect(throws: TrackerError.self) {
            try await tracker.issue(.github(repository: "a/b", number: 1))
        }
        guard case .unreachable(let reason) = error else {
            Testing::Issue.record("\(String(describing: error))")
            return
        }
        #expect(!reason.contains("hush"))
        #expect(time.sleeps.count == 3)
    }
}
