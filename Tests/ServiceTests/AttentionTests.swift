import Core
import Engine
import GitHub
import Service
import Store
import TestSupport
import Testing

/// The bot's attention against a GitHub on loopback: read afresh, acted once, whatever happens in between.
@Suite struct AttentionTests {
    // MARK: The label

    @Test func aLabelLeadsToOneStartHoweverOftenItIsLookedAt() async throws {
        let desk = try Desk()
        let first = try await desk.attend()
        let start = try #require(first.starts.first)
        #expect(start.issue.author == "maintainer" && start.issue.body == "A lighthouse" && start.role == "write")
        #expect(try await desk.attend().starts.map(\.run) == [start.run], "nobody has begun it yet")
        #expect(desk.writes == 0)
        try await desk.waitingRun(start)
        #expect(try await desk.attend().starts.isEmpty)
    }

    @Test func aFormsLabelOfAStrangerIsRefusedOnce() async throws {
        let desk = try Desk(author: Desk.stranger, labelledBy: Desk.stranger)
        for _ in 0..<3 { #expect(try await desk.attend().starts.isEmpty) }
        #expect(desk.own.count == 1 && desk.own[0].contains("@stranger"))
        // Another process that has lost everything finds what it has said.
        #expect(try await desk.attention(state: "elsewhere").attend(to: Desk.issue).starts.isEmpty)
        #expect(desk.own.count == 1)
        // Somebody with the role takes the label off and sets it again.
        desk.standIn.label(12, "generate", by: Desk.maintainer, in: Desk.name)
        #expect(try await desk.attend().starts.first?.issue.author == "maintainer")
    }

    @Test func aTextThatAStrangerEditsAfterTheLabelIsAskedAbout() async throws {
        let desk = try Desk(author: Desk.stranger)
        try await desk.time.sleep(for: .seconds(60))
        desk.standIn.edit(12, in: Desk.name) { $0.body = "A thousand lighthouses" }
        #expect(try await desk.attend().starts.isEmpty)
        #expect(desk.own.count == 1 && desk.own[0].contains("changed since"))
        #expect(try await desk.attend().starts.isEmpty && desk.own.count == 1)
        desk.standIn.label(12, "generate", by: Desk.maintainer, in: Desk.name)
        #expect(try await desk.attend().starts.first?.issue.body == "A thousand lighthouses")
    }

    @Test func aLabelFromBeforeTheLastRunStartsNothing() async throws {
        let desk = try Desk()
        try await desk.time.sleep(for: .seconds(60))
        try await desk.waitingRun()
        #expect(try await desk.attend().starts.isEmpty)
    }

    /// On a host with an empty disk the run's own comment tells that the label has had its run.
    @Test func aRunThatOnlyTheIssueKnowsOfIsNotRepeated() async throws {
        let desk = try Desk()
        let start = try #require(try await desk.attend().starts.first)
        let marker = "<!-- showrunner:run:\(start.run) -->"
        desk.say("\(marker)\nDone.", by: Desk.stranger)
        #expect(try await desk.attend().starts.count == 1, "anybody can paste a marker")
        desk.say("\(marker)\nDone.", by: StandInAccount("showrunner-bot"))
        #expect(try await desk.attend().starts.isEmpty)
    }

    @Test func aLabelThatWasSettledIsLeftAlone() async throws {
        let desk = try Desk()
        let start = try #require(try await desk.attend().starts.first)
        try await desk.attention().settle(start)
        #expect(try await desk.attend().starts.isEmpty)
        desk.standIn.label(12, "generate", by: Desk.maintainer, in: Desk.name)
        #expect(try await desk.attend().starts.count == 1)
    }

    // MARK: Comments

    @Test func aCommandReachesTheRunOnceWhateverIsForgotten() async throws {
        let desk = try Desk(labelledBy: nil)
        let run = try await desk.waitingRun()
        let comment = desk.say("/approve")
        #expect(try await desk.attend().addressed == run)
        let letters = try await desk.letters(run)
        guard case .decision(let decision)? = letters.first else {
            Testing.Issue.record("\(letters)")
            return
        }
        #expect(
            decision.kind == .approve && decision.by == Decider(source: .comment, login: "maintainer", role: "write"))
        #expect(desk.reactions(to: comment) == ["eyes", "+1"])
        let writes = desk.writes
        #expect(try await desk.attend().addressed == nil)
        // The memory is gone: the reaction says that the comment is done with.
        #expect(try await desk.attention(state: "elsewhere").attend(to: Desk.issue).addressed == nil)
        #expect(desk.writes == writes)
        #expect(try await desk.letters(run).count == 1)
    }

    /// Killed between letter and reaction: the inbox knows the letter by its key.
    @Test func aCommandThatWasCutShortIsFinishedAndNotRepeated() async throws {
        let desk = try Desk(labelledBy: nil)
        let run = try await desk.waitingRun()
        let comment = desk.say("/budget 5\n/status")
        for path in ["/reactions", "/12/comments"] {
            desk.standIn.fail(
                StandInFailure(StandInRenderer.serverError, method: "POST", path: path, times: 20))
            await #expect(throws: TrackerError.self) { try await desk.attend() }
            desk.standIn.clearFailures()
        }
        #expect(try await desk.letters(run).count <= 1)
        try await desk.attend()
        #expect(try await desk.letters(run).count == 1)
        #expect(desk.reactions(to: comment) == ["eyes", "+1"])
        #expect(desk.own.count == 1)
    }

    @Test func anEditMakesNoCommandActAgain() async throws {
        let desk = try Desk(labelledBy: nil)
        let run = try await desk.waitingRun()
        let comment = desk.say("/budget 5")
        try await desk.attend()
        try await desk.time.sleep(for: .seconds(5))
        desk.standIn.editComment(comment, to: "/budget 500", in: Desk.name)
        try await desk.attend()
        try await desk.attend()
        #expect(try await desk.letters(run).count == 1)
        #expect(desk.own.count == 1 && desk.own[0].contains("new comment"))
        // One in which there was no command when it was read.
        let idle = desk.say("Lovely.")
        try await desk.attend()
        try await desk.time.sleep(for: .seconds(5))
        desk.standIn.editComment(idle, to: "/approve", in: Desk.name)
        try await desk.attend()
        #expect(try await desk.letters(run).count == 1)
    }

    @Test func strangersAreAnsweredOnceAndProgramsNever() async throws {
        let desk = try Desk(labelledBy: nil)
        let run = try await desk.waitingRun()
        desk.say("/approve", by: Desk.stranger)
        desk.say("/cancel", by: Desk.stranger)
        desk.say("/approve", by: StandInAccount("helper[bot]", type: "Bot", app: 77))
        desk.say("<!-- showrunner:run:\(run) -->\n/approve", by: Desk.stranger)
        try await desk.attend()
        desk.say("/approve", by: Desk.stranger)
        try await desk.attend()
        #expect(try await desk.letters(run).isEmpty)
        #expect(desk.own.count == 1 && desk.own[0].contains("@stranger"))
    }

    @Test func aDeletedAccountDecidesNothing() async throws {
        let desk = try Desk(labelledBy: nil)
        let run = try await desk.waitingRun()
        let comment = desk.say("/approve")
        desk.standIn.edit(12, in: Desk.name) { issue in
            issue.isAuthorGone = true
            for index in issue.comments.indices where issue.comments[index].id == comment {
                issue.comments[index].isAuthorGone = true
            }
        }
        try await desk.attend()
        #expect(try await desk.letters(run).isEmpty && desk.own.isEmpty)
    }

    /// Rights are asked for at each look, as they can be withdrawn.
    @Test func aRoleThatWasWithdrawnDecidesNothing() async throws {
        let desk = try Desk(labelledBy: nil)
        let run = try await desk.waitingRun()
        var repository = try #require(desk.standIn.repository(Desk.name))
        repository.roles = ["maintainer": "triage"]
        desk.standIn.put(repository)
        desk.say("/approve")
        try await desk.attend()
        #expect(try await desk.letters(run).isEmpty && desk.own.count == 1)
    }

    @Test func answersAreItsOwnAndAreNotObeyed() async throws {
        let desk = try Desk(labelledBy: nil)
        let comment = desk.say("/help\n/plan")
        try await desk.attend()
        #expect(desk.own.count == 1)
        #expect(desk.own[0].hasPrefix("<!-- showrunner:answer:\(comment) -->\n@maintainer"))
        #expect(desk.own[0].hasSuffix("three tasks"))
        let writes = desk.writes
        for _ in 0..<3 { try await desk.attend() }
        #expect(desk.writes == writes, "it does not talk to itself")
    }

    @Test func twoProcessesAnswerOneCommentOnce() async throws {
        let desk = try Desk(labelledBy: nil)
        let run = try await desk.waitingRun()
        desk.say("/status\n/approve")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 { group.addTask { try await desk.attend() } }
            try await group.waitForAll()
        }
        #expect(desk.own.count == 1)
        #expect(try await desk.letters(run).count == 1)
    }

    // MARK: Issues that are not what they were

    @Test func anIssueThatIsGoneIsNobodysConcern() async throws {
        let desk = try Desk()
        desk.standIn.edit(12, in: Desk.name) { $0.isDeleted = true }
        let outcome = try await desk.attend()
        #expect(outcome.issue == nil && outcome.starts.isEmpty)
        let never = IssueIdentity.github(repository: "acme/nothing", number: 3)
        #expect(try await desk.attention().attend(to: never).issue == nil)
    }

    @Test func anIssueThatWasTransferredIsLeftToItsNewRepository() async throws {
        let desk = try Desk()
        desk.standIn.put(
            StandInRepository("acme/archive", issues: [StandInIssue(3, body: "A lighthouse", labels: ["generate"])]))
        desk.standIn.edit(12, in: Desk.name) { $0.movedTo = "/repos/acme/archive/issues/3" }
        #expect(try await desk.attend().starts.isEmpty)
        #expect(desk.writes == 0)
    }

    @Test func aClosedIssueStartsNothingAndIsStillListenedTo() async throws {
        let desk = try Desk(isOpen: false)
        let run = try await desk.waitingRun()
        desk.say("/cancel")
        #expect(try await desk.attend().starts.isEmpty)
        #expect(try await desk.letters(run).count == 1)
    }

    @Test func capitalsDoNotMakeAnotherIssue() async throws {
        let desk = try Desk()
        let start = try #require(try await desk.attend().starts.first)
        #expect(start.issue.identity == Desk.issue)
    }

    // MARK: A GitHub in trouble

    @Test(arguments: [
        (401, "Bad credentials"), (403, "Resource not accessible by integration"), (422, "Validation Failed"),
        (502, "Server Error"),
    ])
    func aRefusalLosesNothing(status: Int, message: String) async throws {
        let desk = try Desk(labelledBy: nil)
        let run = try await desk.waitingRun()
        let comment = desk.say("/approve")
        for path in ["/issues/12", "/issues/12/comments", "/permission", "/reactions"] {
            desk.standIn.fail(
                StandInFailure(StandInRenderer.refusal(status, message), path: path, times: 30))
            await #expect(throws: TrackerError.self, "\(path)") { try await desk.attend() }
            desk.standIn.clearFailures()
        }
        try await desk.attend()
        #expect(try await desk.letters(run).count == 1)
        #expect(desk.reactions(to: comment) == ["eyes", "+1"])
    }

    @Test func aPageOfHTMLIsNoAnswer() async throws {
        let desk = try Desk()
        let page = LoopbackReply(200, headers: [("Content-Type", "text/html")], "<html>Sign in</html>")
        desk.standIn.fail(StandInFailure(page, path: "/events"))
        await #expect(throws: TrackerError.self) { try await desk.attend() }
        #expect(try await desk.attend().starts.count == 1)
    }

    /// A limit is waited for where it is short, and nothing is done twice for it.
    @Test func aLimitIsWaitedFor() async throws {
        let desk = try Desk(labelledBy: nil)
        let run = try await desk.waitingRun()
        let slow = StandInRenderer.refusal(
            403, "You have exceeded a secondary rate limit", headers: [("Retry-After", "7")])
        desk.say("/approve")
        desk.standIn.fail(StandInFailure(slow, method: "POST", path: "/reactions"))
        try await desk.attend()
        #expect(desk.time.sleeps.contains(.seconds(7)))
        #expect(try await desk.letters(run).count == 1)
    }

    @Test func manyPagesOfCommentsAndEventsAreReadToTheEnd() async throws {
        let desk = try Desk(labelledBy: Desk.stranger)
        let run = try await desk.waitingRun()
        for number in 0..<230 { desk.say("talk \(number)", by: Desk.stranger) }
        for _ in 0..<110 { desk.standIn.label(12, "other", by: Desk.maintainer, in: Desk.name) }
        try await desk.time.sleep(for: .seconds(60))
        desk.standIn.label(12, "generate", by: Desk.maintainer, in: Desk.name)
        desk.say("/approve")
        let outcome = try await desk.attend()
        #expect(outcome.starts.count == 1 && outcome.addressed == run)
    }

    @Test(.enabled(if: OpenAPIValidator.shared != nil, "the shared folder with GitHub's description is missing"))
    func sendsOnlyWhatGitHubDescribes() async throws {
        let desk = try Desk()
        let run = try await desk.waitingRun()
        desk.say("/approve\n/status")
        desk.say("/approve", by: Desk.stranger)
        try await desk.attend()
        _ = try await desk.attention(state: "elsewhere").attend(to: Desk.issue)
        let board = try await desk.store.board(of: run)
        let tracker = GitHubTracker(
            apiURL: desk.standIn.url, token: GitHubStandIn.token, http: desk.http, time: desk.time)
        try await LabelAnnouncer(after: SilentAnnouncer(), tracker: tracker).announce(board)
        let listing = try await tracker.issues(labelled: "generate", of: Desk.name)
        _ = try await tracker.issues(labelled: "generate", of: Desk.name, since: desk.time.now(), etag: listing.etag)
        let validator = try #require(OpenAPIValidator.shared)
        #expect(desk.standIn.requests.count > 15)
        #expect(desk.standIn.requests.flatMap(validator.problems) == [])
    }
}
