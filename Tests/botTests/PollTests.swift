import Core
import Foundation
import TestSupport
import Testing

/// `bot poll --once` before a GitHub on loopback: labels and comments in, runs out, nothing twice.
@Suite(.serialized) struct PollTests {
    private static let maintainer = StandInAccount("maintainer")
    private static let stranger = StandInAccount("stranger")
    private static let form = "### Prompt\n\nA red boat on a calm blue sea\n\n### Size\n\n96x96\n"
    private static let asking = form + "\n### Count\n\n2\n\n### Approval\n\ntrue\n\n### Threshold\n\n0\n"

    private func poll(_ hub: GitHubScene) async throws -> CommandResult {
        try await hub.scene.bot("poll", "octo/assets", "--once")
    }

    private func history(_ hub: GitHubScene) async throws -> [JSONValue] {
        try await hub.scene.bot("history", "--json").text.split(separator: "\n").map {
            try JSONValue(parsing: String($0))
        }
    }

    private func labels(_ hub: GitHubScene) -> [String] { hub.standIn.issue(12, in: GitHubScene.name)?.labels ?? [] }

    private func say(_ text: String, _ hub: GitHubScene, by author: StandInAccount = maintainer) -> Int {
        hub.standIn.addComment(text, by: author, to: 12, in: GitHubScene.name)
    }

    private func reactions(_ comment: Int, _ hub: GitHubScene) -> [String] {
        hub.comments.first { $0.id == comment }?.reactions.map(\.content) ?? []
    }

    @Test func aLabelBecomesARunAndALaterLookCostsNothing() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        let result = try await poll(hub)
        #expect(result.status == 0, "\(result.errorText)")
        let runs = try await history(hub)
        #expect(runs.map { $0["status"] } == ["succeeded"])
        #expect(labels(hub) == ["generate", "showrunner:done"])
        #expect(hub.standIn.repository(GitHubScene.name)?.labels["showrunner:done"] == "0e8a16")
        #expect(hub.comments.count == 1 && hub.comments[0].body.contains("asked for by maintainer"))
        #expect(try await hub.commits().count == 1)

        let writes = hub.calls.count { $0.method != "GET" }
        for _ in 0..<2 { #expect(try await poll(hub).status == 0) }  // The run's own comment and label are changes too.
        let before = hub.calls.count
        #expect(try await poll(hub).status == 0)
        #expect(hub.calls.count - before <= 2, "the settings, and a list that has not changed")
        #expect(hub.calls.count { $0.method != "GET" } == writes)
        #expect(try await history(hub).count == 1)
    }

    /// As a workflow does, which is called for one issue and begins with an empty state folder each time.
    @Test func oneIssueIsLookedAtAlone() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        hub.standIn.put(
            StandInIssue(13, title: "Others", body: Self.form, labels: ["generate"]), in: GitHubScene.name)
        hub.standIn.label(13, "generate", by: Self.maintainer, in: GitHubScene.name)
        #expect(try await hub.scene.bot("poll", "octo/assets", "--once", "--issue", "12").status == 0)
        #expect(try await history(hub).map { $0["issue"] } == ["octo/assets#12"])
        #expect(hub.standIn.comments(on: 13, in: GitHubScene.name).isEmpty)
    }

    /// GitHub says the same of an issue that is not there and of one that the token may not see: neither is looked at.
    @Test func anIssueThatCannotBeSeenIsToldSo() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        let result = try await hub.scene.bot("poll", "octo/assets", "--once", "--issue", "77")
        #expect(result.status == 1)
        #expect(
            result.errorText.contains(
                "octo/assets#77 could not be looked at: it is not there, or the token may not see"),
            "\(result.errorText)")
    }

    @Test(arguments: ["0", "-3", "twelve"])
    func anIssueIsNamedByItsNumber(number: String) async throws {
        let hub = try await GitHubScene(issue: Self.form)
        let result = try await hub.scene.bot("poll", "octo/assets", "--once", "--issue", number)
        #expect(result.status == 2)
        #expect(result.errorText.contains("--issue"), "\(result.errorText)")
        #expect(hub.calls.isEmpty)
    }

    @Test func aStrangersLabelIsAnsweredAndStartsNothing() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        hub.standIn.label(12, "generate", by: Self.stranger, in: GitHubScene.name)
        for _ in 0..<2 { #expect(try await poll(hub).status == 0) }
        #expect(try await history(hub).isEmpty)
        #expect(hub.comments.count == 1 && hub.comments[0].body.contains("@stranger"))
    }

    @Test func aCommentDecidesAGate() async throws {
        let hub = try await GitHubScene(issue: Self.asking)
        #expect(try await poll(hub).status == 0)
        #expect(labels(hub) == ["generate", "showrunner:waiting"])
        #expect(hub.comments[0].body.contains("`/approve "))
        let refused = say("/approve", hub, by: Self.stranger)
        #expect(try await poll(hub).status == 0)
        #expect(reactions(refused, hub) == ["confused"])
        #expect(try await hub.commitsOrNone().isEmpty)

        let comment = say("Both are fine.\n\n@showrunner, /approve", hub)
        #expect(try await poll(hub).status == 0)
        #expect(reactions(comment, hub) == ["eyes", "+1"])
        #expect(labels(hub) == ["generate", "showrunner:done"])
        #expect(try await hub.commits().count == 1)
        let gate = try await hub.scene.shown()["gates"]?.array?.first
        #expect(gate?["decidedBy"] == "maintainer")
        #expect(try await hub.scene.bot("replay", "last").status == 0)
        for _ in 0..<2 { #expect(try await poll(hub).status == 0) }
        #expect(try await history(hub).count == 1)
        #expect(try await hub.commits().count == 1)
    }

    @Test func assetsAreMadeAgainAndPickedByComments() async throws {
        let hub = try await GitHubScene(issue: Self.asking)
        #expect(try await poll(hub).status == 0)
        _ = say("/regenerate 02 seed=77 prompt=A green boat in a storm", hub)
        #expect(try await poll(hub).status == 0)
        let again = try #require(
            try await hub.scene.shown()["assets"]?.array?.first { $0["attempt"] == 2 })
        #expect(again["seed"] == 77 && again["prompt"]?.string?.contains("green boat") == true)
        #expect(again["selected"] == true)
        let comment = say("/pick 02 1", hub)
        #expect(try await poll(hub).status == 0)
        #expect(reactions(comment, hub) == ["eyes", "+1"])
        #expect(labels(hub).contains("showrunner:waiting"), "what was picked is looked at before it is delivered")
        _ = say("/approve", hub)
        #expect(try await poll(hub).status == 0)
        let chosen = try await hub.scene.shown()["assets"]?.array?.filter { $0["selected"] == true }
        #expect(chosen?.map { $0["attempt"] } == [1, 1])
        #expect(try await hub.commits().count == 1)
        #expect(try await hub.scene.bot("replay", "last").status == 0)
    }

    @Test func severalReadersOfOneLabelMakeOneRun() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        async let first = poll(hub)
        async let second = poll(hub)
        async let third = hub.scene.bot("run", "octo/assets#12")
        let results = try await [first, second, third]
        #expect(results.map(\.status) == [0, 0, 0], "\(results.map(\.errorText))")
        #expect(try await poll(hub).status == 0)
        #expect(try await history(hub).count == 1)
        #expect(hub.comments.count == 1)
        #expect(try await hub.commits().count == 1)
    }

    /// The label asks for the text that it was set on; a run by hand has answered it.
    @Test func aRunByHandAnswersTheLabel() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        #expect(try await hub.scene.bot("run", "octo/assets#12").status == 0)
        hub.edit("A green boat")
        #expect(try await poll(hub).status == 0)
        #expect(try await history(hub).count == 1)
        hub.standIn.label(12, "generate", by: Self.maintainer, in: GitHubScene.name)
        #expect(try await poll(hub).status == 0)
        #expect(try await history(hub).count == 2)
        // The same request under a new label is not bought again, and that is said.
        hub.standIn.label(12, "generate", by: Self.maintainer, in: GitHubScene.name)
        #expect(try await poll(hub).status == 0)
        #expect(try await history(hub).count == 2)
        #expect(hub.comments.last?.body.contains("has been run") == true)
    }

    @Test func aBriefThatIsWrongIsToldAndStartsWhenItIsRight() async throws {
        let hub = try await GitHubScene(issue: "### Prompt\n\nA boat\n\n### Size\n\n1x1\n")
        hub.standIn.edit(12, in: GitHubScene.name) { $0.author = Self.maintainer }
        for _ in 0..<2 { #expect(try await poll(hub).status == 0) }
        #expect(try await history(hub).isEmpty)
        #expect(hub.comments.count == 1)
        hub.standIn.edit(12, in: GitHubScene.name) { $0.body = Self.form }
        #expect(try await poll(hub).status == 0)
        #expect(try await history(hub).map { $0["status"] } == ["succeeded"])
    }

    @Test func aRepositoryThatCannotBeReadKeepsNobodyWaiting() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        let result = try await hub.scene.bot("poll", "octo/nothing", "octo/assets", "--once")
        #expect(result.status == 1 && result.errorText.contains("octo/nothing"))
        #expect(try await history(hub).map { $0["status"] } == ["succeeded"])
    }

    /// GitHub broke off before the run was begun; the next look begins it though nothing has changed since.
    @Test func whatWasBrokenOffIsTakenUp() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        hub.standIn.fail(
            StandInFailure(StandInRenderer.refusal(403, "Resource not accessible"), path: "/permission", times: 9))
        #expect(try await poll(hub).status == 1)
        hub.standIn.clearFailures()
        #expect(try await poll(hub).status == 0)
        #expect(try await history(hub).map { $0["status"] } == ["succeeded"])
    }

    @Test func saysWhatItNeeds() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        #expect(try await hub.scene.bot("poll", "--once").status == 2)
        #expect(try await hub.scene.bot("poll", "octo", "--once").status == 2)
        #expect(try await hub.scene.bot("poll", "octo/assets", "--every", "soon").status == 2)
        let anonymous = try await hub.scene.command(["poll", "octo/assets", "--once"], ["GITHUB_TOKEN": ""]).run()
        #expect(anonymous.status == 1 && anonymous.errorText.contains("GITHUB_TOKEN"))
    }

    /// Every look is held against GitHub's own description.
    @Test(.enabled(if: OpenAPIValidator.shared != nil, "the shared folder with GitHub's description is missing"))
    func sendsOnlyWhatGitHubDescribes() async throws {
        let hub = try await GitHubScene(issue: Self.asking)
        #expect(try await poll(hub).status == 0)
        _ = say("/approve\n/status\n/plan", hub)
        #expect(try await poll(hub).status == 0)
        let validator = try #require(OpenAPIValidator.shared)
        #expect(hub.calls.flatMap(validator.problems) == [])
    }
}
