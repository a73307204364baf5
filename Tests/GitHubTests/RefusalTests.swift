import Core
import GitHub
import TestSupport
import Testing

/// Answers that mean 'no', each with what a person can do about it; and that the next call is made as if nothing had been.
@Suite struct RefusalTests {
    private func refusal(
        _ status: Int, _ message: String, headers: [(String, String)] = []
    ) async throws -> (error: TrackerError?, fixture: Fixture) {
        let fixture = try Fixture()
        fixture.standIn.fail(
            StandInFailure(
                .json(status, JSONValue.object(["message": .string(message)]).text, headers: headers), method: "POST"))
        let error = await #expect(throws: TrackerError.self) {
            try await fixture.tracker.putComment("one", marker: .brief, on: fixture.issue)
        }
        return (error, fixture)
    }

    /// A run that was told no goes on later: the same comment is written once what stood in the way is gone.
    private func expectGoesOn(_ fixture: Fixture) async throws {
        _ = try await fixture.tracker.putComment("one", marker: .brief, on: fixture.issue)
        #expect(fixture.comments.count == 1)
    }

    @Test func saysThatAnIssueIsLocked() async throws {
        let (error, fixture) = try await refusal(403, "Unable to create comment because issue is locked.")
        guard case .forbidden(let reason, let hint) = error else {
            Testing::Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("acme/posters#12") && reason.contains("locked"))
        #expect(hint.contains("Unlock the conversation"))
        #expect(fixture.time.sleeps.isEmpty, "it is no limit")
        try await expectGoesOn(fixture)
    }

    @Test func saysThatARepositoryIsArchived() async throws {
        let (error, _) = try await refusal(403, "Repository was archived so is read-only.")
        #expect(error?.description.contains("Unarchive") == true)
    }

    @Test func saysThatSomethingElseWasFirst() async throws {
        let (error, fixture) = try await refusal(409, "Conflict")
        guard case .refused(let reason) = error else {
            Testing::Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("409") && reason.contains("at the same time"))
        #expect(fixture.calls.count { $0.hasPrefix("POST") } == 1)
        try await expectGoesOn(fixture)
    }

    @Test(arguments: [
        ("This issue was deleted", "has been deleted"), ("Issues are disabled for this repo", "turned off"),
    ])
    func saysWhatIsGone(message: String, words: String) async throws {
        let (error, fixture) = try await refusal(410, message)
        guard case .notFound(let what, let hint) = error else {
            Testing::Issue.record("\(String(describing: error))")
            return
        }
        #expect(what.contains("acme/posters#12"))
        #expect(hint.contains(words))
        try await expectGoesOn(fixture)
    }

    /// What looks like a limit by one sign and is none, and the other way round.
    @Test(
        arguments: [
            (403, "Resource not accessible by integration", [("X-RateLimit-Remaining", "0")], false),
            (403, "Resource not accessible by integration", [], false),
            (
                403, "Must have admin rights to Repository.",
                [("X-RateLimit-Remaining", "4999"), ("X-RateLimit-Reset", "1")], false
            ),
            (403, "You have exceeded a secondary rate limit.", [], true), (429, "Too many requests", [], true),
            (403, "Forbidden", [("Retry-After", "30")], true),
            (
                403, "API rate limit exceeded", [("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "1700000040")],
                true
            ),
            (403, "You have triggered an abuse detection mechanism.", [], true),
        ] as [(Int, String, [(String, String)], Bool)])
    func tellsSlowDownFromNo(
        status: Int, message: String, headers: [(String, String)], isLimit: Bool
    ) async throws {
        let fixture = try Fixture()
        fixture.standIn.fail(
            StandInFailure(
                .json(status, JSONValue.object(["message": .string(message)]).text, headers: headers), method: "POST"))
        if isLimit {
            _ = try await fixture.tracker.putComment("one", marker: .brief, on: fixture.issue)
            #expect(fixture.time.sleeps.count == 1)
            #expect(fixture.comments.count == 1)
        } else {
            let error = await #expect(throws: TrackerError.self) {
                try await fixture.tracker.putComment("one", marker: .brief, on: fixture.issue)
            }
            guard case .forbidden = error else {
                Testing::Issue.record("\(String(describing: error))")
                return
            }
            #expect(fixture.time.sleeps.isEmpty)
        }
    }
}
