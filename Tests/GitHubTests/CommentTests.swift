import Core
import GitHub
import HTTP
import TestSupport
import Testing

@Suite struct CommentTests {
    private let marker = CommentMarker.brief

    @Test func postsOnceAndThenEdits() async throws {
        let fixture = try Fixture()
        let first = try await fixture.tracker.putComment("one", marker: marker, on: fixture.issue)
        let second = try await fixture.tracker.putComment("two", marker: marker, on: fixture.issue)
        #expect(first.id == second.id)
        #expect(fixture.bodies == ["\(marker.line)\ntwo"])
        #expect(second.location == "\(fixture.standIn.url)/acme/posters/issues/12#issuecomment-\(second.id)")
        #expect(try await fixture.tracker.comment(marker: marker, on: fixture.issue)?.body == "\(marker.line)\ntwo")
    }

    @Test func editsTheCommentOfAnEarlierProcess() async throws {
        let fixture = try Fixture()
        _ = try await fixture.tracker.putComment("one", marker: marker, on: fixture.issue)
        _ = try await fixture.secondTracker().putComment("two", marker: marker, on: fixture.issue)
        #expect(fixture.bodies == ["\(marker.line)\ntwo"])
    }

    @Test func callsNobodyWhereNothingHasChanged() async throws {
        let fixture = try Fixture()
        _ = try await fixture.tracker.putComment("same", marker: marker, on: fixture.issue)
        let calls = fixture.calls.count
        _ = try await fixture.tracker.putComment("same", marker: marker, on: fixture.issue)
        #expect(fixture.calls.count == calls)
        _ = try await fixture.secondTracker().putComment("same\n", marker: marker, on: fixture.issue)
        #expect(fixture.comments.map(\.edits) == [0])
    }

    @Test func keepsOneCommentForEachMarker() async throws {
        let fixture = try Fixture()
        let other = CommentMarker.run(try #require(RunID("run_" + String(repeating: "0", count: 26))))
        _ = try await fixture.tracker.putComment("a", marker: marker, on: fixture.issue)
        _ = try await fixture.tracker.putComment("b", marker: other, on: fixture.issue)
        #expect(fixture.bodies == ["\(marker.line)\na", "\(other.line)\nb"])
    }

    @Test func postsAnewWhereSomebodyHasDeletedTheComment() async throws {
        let fixture = try Fixture()
        _ = try await fixture.tracker.putComment("one", marker: marker, on: fixture.issue)
        fixture.standIn.removeComments(on: 12, in: Fixture.name)
        _ = try await fixture.tracker.putComment("two", marker: marker, on: fixture.issue)
        #expect(fixture.bodies == ["\(marker.line)\ntwo"])
    }

    /// Whoever may write a comment can paste a marker: it counts only with our own authorship.
    @Test(arguments: [
        (StandInAccount("showrunner-bot"), StandInAccount("mallory")),
        (StandInAccount("showrunner-bot"), StandInAccount("other[bot]", type: "Bot")),
        (StandInAccount.workflow, StandInAccount("mallory")),
        (StandInAccount.workflow, StandInAccount("mallory[bot]")),
    ])
    func leavesAStrangersCopyOfTheMarkerAlone(own: StandInAccount, stranger: StandInAccount) async throws {
        let fixture = try Fixture(account: own)
        let forged = "\(marker.line)\nforged"
        fixture.standIn.addComment(forged, by: stranger, to: 12, in: Fixture.name)
        #expect(try await fixture.tracker.comment(marker: marker, on: fixture.issue) == nil)
        _ = try await fixture.tracker.putComment("real", marker: marker, on: fixture.issue)
        #expect(fixture.bodies == [forged, "\(marker.line)\nreal"])
    }

    @Test func ignoresAQuotationOfTheMarker() async throws {
        let fixture = try Fixture()
        fixture.standIn.addComment(
            "> \(marker.line)\nours", by: StandInAccount("showrunner-bot"), to: 12, in: Fixture.name)
        #expect(try await fixture.tracker.comment(marker: marker, on: fixture.issue) == nil)
    }

    @Test func findsItsCommentWithAWorkflowsToken() async throws {
        let fixture = try Fixture(account: .workflow)
        _ = try await fixture.tracker.putComment("one", marker: marker, on: fixture.issue)
        _ = try await fixture.secondTracker().putComment("two", marker: marker, on: fixture.issue)
        #expect(fixture.bodies == ["\(marker.line)\ntwo"])
    }

    @Test func findsItsCommentOnTheThirdPage() async throws {
        let fixture = try Fixture()
        for number in 0..<230 {
            fixture.standIn.addComment("talk \(number)", by: StandInAccount("asker"), to: 12, in: Fixture.name)
        }
        _ = try await fixture.tracker.putComment("one", marker: marker, on: fixture.issue)
        _ = try await fixture.secondTracker().putComment("two", marker: marker, on: fixture.issue)
        #expect(fixture.comments.count == 231)
        #expect(fixture.bodies.last == "\(marker.line)\ntwo")
        #expect(fixture.standIn.requests.filter { $0.query["page"] == "3" }.count == 2)
    }

    @Test func sendsNoTokenToAnotherHostForTheNextPage() async throws {
        let fixture = try Fixture()
        let other = try LoopbackServer { _ in .json(200, "[]") }
        fixture.standIn.fail(
            StandInFailure(
                .json(200, "[]", headers: [("Link", "<\(other.url)/x?page=2>; rel=\"next\"")]), path: "/comments"))
        await #expect(throws: TrackerError.self) {
            try await fixture.tracker.comment(marker: marker, on: fixture.issue)
        }
        #expect(other.connections == 0)
    }

    @Test func refusesATextThatIsTooLongWithoutAsking() async throws {
        let fixture = try Fixture()
        let room = GitHubTracker.longestComment - marker.line.count - 1
        await #expect(throws: TrackerError.self) {
            try await fixture.tracker.putComment(
                String(repeating: "a", count: room + 1), marker: marker, on: fixture.issue)
        }
        #expect(fixture.calls.isEmpty)
        _ = try await fixture.tracker.putComment(String(repeating: "a", count: room), marker: marker, on: fixture.issue)
        #expect(fixture.comments.count == 1)
    }

    @Test func asksForATokenBeforeItWrites() async throws {
        let fixture = try Fixture(token: nil)
        let error = await #expect(throws: TrackerError.self) {
            try await fixture.tracker.putComment("x", marker: marker, on: fixture.issue)
        }
        #expect(error?.description.contains("GITHUB_TOKEN") == true)
        #expect(fixture.calls.isEmpty)
    }

    @Test func saysWhichPermissionIsMissing() async throws {
        let fixture = try Fixture(account: StandInAccount("reader", mayWrite: false))
        let error = await #expect(throws: TrackerError.self) {
            try await fixture.tracker.putComment("x", marker: marker, on: fixture.issue)
        }
        guard case .forbidden(let reason, let hint) = error else {
            Testing::Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("Resource not accessible"))
        #expect(hint.contains("issues: write"))
        #expect(fixture.time.sleeps.isEmpty)
    }
}
