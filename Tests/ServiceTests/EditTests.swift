import Core
import Engine
import GitHub
import Service
import Synchronization
import TestSupport
import Testing

/// An issue that is edited while its run waits.
@Suite struct EditTests {
    /// What an edit would change, by the issue's text: nothing for the one that the run began with.
    private func attend(_ desk: Desk, asked: Counter = Counter()) async throws {
        let attention = Attention(
            tracker: GitHubTracker(
                apiURL: desk.standIn.url, token: GitHubStandIn.token, http: desk.http, time: desk.time),
            store: desk.store, stateFolder: desk.folder.path("state"), rules: AccessRules(), time: desk.time,
            plan: { _ in "three tasks" },
            change: { issue, _ in
                asked.add()
                return issue.body == "A lighthouse" ? .nothing : .something("Would cost 0.40 USD: \(issue.body)")
            })
        _ = try await attention.attend(to: Desk.issue)
    }

    private final class Counter: Sendable {
        private let value = Mutex(0)
        var count: Int { value.withLock { $0 } }
        func add() { value.withLock { $0 += 1 } }
    }

    private func scene() async throws -> (desk: Desk, run: RunID) {
        let desk = try Desk()
        let run = try await desk.waitingRun()
        desk.standIn.addComment(
            "\(CommentMarker.run(run).line)\n### Waiting for a person\n\nGo on?",
            by: StandInAccount("showrunner-bot"), to: 12, in: Desk.name)
        return (desk, run)
    }

    private func edit(_ desk: Desk, _ body: String) {
        desk.standIn.edit(12, in: Desk.name) { $0.body = body }
    }

    @Test func saysNothingOfAnIssueAsItWas() async throws {
        let (desk, _) = try await scene()
        let before = desk.own
        try await attend(desk)
        #expect(desk.own == before)
    }

    @Test func saysBelowTheRunsOwnCommentWhatWouldChange() async throws {
        let (desk, _) = try await scene()
        edit(desk, "A tower")
        try await attend(desk)
        #expect(desk.own.count == 1, "an edit of a comment notifies nobody, a new one does")
        #expect(desk.own.first?.contains("Go on?") == true)
        #expect(desk.own.first?.contains("Would cost 0.40 USD: A tower") == true)
    }

    @Test func keepsOneSectionAndTakesItBack() async throws {
        let (desk, _) = try await scene()
        let before = desk.own
        for body in ["A tower", "A castle"] {
            edit(desk, body)
            try await attend(desk)
        }
        #expect(desk.own.first?.contains("A tower") == false)
        #expect(desk.own.first?.contains("A castle") == true)
        edit(desk, "A lighthouse")
        try await attend(desk)
        #expect(desk.own == before)
    }

    @Test func comparesEachTextOnce() async throws {
        let (desk, _) = try await scene()
        edit(desk, "A tower")
        let asked = Counter()
        for _ in 0..<5 { try await attend(desk, asked: asked) }
        #expect(asked.count == 1)
    }

    /// A reminder of the gate writes the comment anew.
    @Test func saysItAgainWhereTheCommentWasWrittenAnew() async throws {
        let (desk, run) = try await scene()
        edit(desk, "A tower")
        try await attend(desk)
        let id = try #require(desk.comments.first { $0.author.login == "showrunner-bot" }).id
        desk.standIn.editComment(id, to: "\(CommentMarker.run(run).line)\nA reminder", in: Desk.name)
        try await attend(desk)
        #expect(desk.own.first?.contains("A reminder") == true)
        #expect(desk.own.first?.contains("A tower") == true)
    }

    @Test func leavesARunThatDoesNotWaitAlone() async throws {
        let (desk, run) = try await scene()
        _ = try await RunConductor(log: desk.store, agents: [], time: desk.time)
            .cancel(run, reason: "enough", by: "maintainer")
        let before = desk.own
        edit(desk, "A tower")
        let asked = Counter()
        try await attend(desk, asked: asked)
        #expect(asked.count == 0)
        #expect(desk.own == before)
    }
}
