import Core
import Foundation
import TestSupport
import Testing

/// `bot run` on an issue of GitHub: what follows the push.
@Suite(.serialized) struct PullRequestRunTests {
    private func refusal(_ status: Int, _ message: String) -> LoopbackReply {
        .json(status, #"{"message":"\#(message)"}"#)
    }

    /// The run keeps its branch and passes; comment and terminal say why there is no pull request.
    private func expectDelivered(_ hub: GitHubScene, saying words: String) async throws {
        let result = try await hub.scene.bot("run", "octo/assets#12", "--json")
        #expect(result.status == 0, "\(result.errorText)")
        #expect(try result.json["delivery"]?["branch"]?.string == GitHubScene.branch)
        #expect(try result.json["delivery"]?["pullRequest"] == .null)
        #expect(try await hub.commits().count == 1)
        #expect(hub.pulls.isEmpty)
        #expect(hub.comments.first?.body.contains(words) == true, "\(hub.comments.first?.body ?? "")")
        #expect(try await hub.scene.bot("show", "last").text.contains(words))
    }

    @Test func keepsTheBranchWhereThePermissionIsMissing() async throws {
        let hub = try await GitHubScene(issue: GitHubRunTests.form)
        hub.standIn.fail(
            StandInFailure(
                refusal(403, "Resource not accessible by integration"), method: "POST", path: "/pulls", times: 100))
        try await expectDelivered(hub, saying: "pull-requests: write")
    }

    @Test func keepsTheBranchWhereGitHubRefusesThePullRequest() async throws {
        let hub = try await GitHubScene(issue: GitHubRunTests.form)
        hub.standIn.fail(
            StandInFailure(refusal(422, "No commits between main and x"), method: "POST", path: "/pulls", times: 100))
        try await expectDelivered(hub, saying: "nothing to merge")
    }

    @Test func saysThatTheDraftStaysOneWhereItCannotBeMadeReady() async throws {
        let hub = try await GitHubScene(issue: GitHubRunTests.form)
        hub.standIn.fail(
            StandInFailure(
                .json(200, #"{"data":null,"errors":[{"type":"FORBIDDEN","message":"Resource not accessible"}]}"#),
                method: "POST", path: "/graphql", times: 100))
        let result = try await hub.scene.bot("run", "octo/assets#12", "--json")
        #expect(result.status == 0, "\(result.errorText)")
        #expect(hub.pulls.map(\.isDraft) == [true])
        #expect(hub.pulls.first?.body.contains("still a draft") == true)
        #expect(hub.comments.first?.body.contains("still a draft") == true)
    }

    @Test func opensADraftAndMakesItReadyWhenTheRunHasPassed() async throws {
        let hub = try await GitHubScene(
            issue: GitHubRunTests.form, title: "Boats for @octo/team, fixes #3 ![x](https://spy.example/p.png)")
        let result = try await hub.scene.bot("run", "octo/assets#12", "--json")
        #expect(result.status == 0, "\(result.errorText)")
        let pull = try #require(hub.pulls.first)
        #expect(hub.pulls.count == 1 && !pull.isDraft)
        #expect(pull.head == GitHubScene.branch && pull.base == "main")
        #expect(pull.title.hasPrefix("Add 2 pictures: Boats for"))
        #expect(!pull.title.contains("@") && !pull.title.contains("#"))
        let run = try result.json
        let url = "\(hub.standIn.url)/octo/assets/pull/\(pull.number)"
        #expect(run["delivery"]?["pullRequest"]?.string == url)
        #expect(hub.comments.first?.body.contains("[pull request \(pull.number)](\(url))") == true)
        #expect(try await hub.scene.bot("show", "last").text.contains(url))

        let id = try #require(run["id"]?.string)
        let commit = try #require(run["delivery"]?["commit"]?.string)
        #expect(pull.body.hasPrefix("<!-- showrunner:run:\(id) -->\n"))
        #expect(pull.body.contains("For #12") && !pull.body.contains("Closes"))
        #expect(pull.body.components(separatedBy: "<img ").count == 3)
        #expect(pull.body.contains("/octo/assets/blob/\(commit)/assets/issue-12/"))
        #expect(pull.body.contains("?raw=true") && !pull.body.contains("raw.githubusercontent.com"))
        for asset in run["assets"]?.array ?? [] {
            #expect(pull.body.contains("`\(asset["seed"]?.integer ?? -1)`"))
        }
        #expect(pull.body.contains("**Cost** · spent"))
        #expect(!pull.body.contains("spy.example") && !pull.body.contains(GitHubStandIn.token))
        #expect(pull.edits == 1)
    }

    @Test func doublesNothingAndWritesTheNextRunIntoTheSamePullRequest() async throws {
        let hub = try await GitHubScene(issue: GitHubRunTests.form)
        #expect(try await hub.scene.bot("run", "octo/assets#12").status == 0)
        let first = try #require(hub.pulls.first)
        #expect(try await hub.scene.bot("run", "octo/assets#12").status == 0)
        #expect(hub.pulls == [first])
        let next = try await hub.scene.bot("run", "octo/assets#12", "--fresh", "--seed", "99", "--json")
        #expect(next.status == 0, "\(next.errorText)")
        #expect(hub.pulls.map(\.number) == [first.number])
        let id = try #require(try next.json["id"]?.string)
        #expect(hub.pulls.first?.body.hasPrefix("<!-- showrunner:run:\(id) -->") == true)
    }

    @Test func staysADraftWhereTheRunHasNotPassed() async throws {
        let hub = try await GitHubScene(issue: GitHubRunTests.form + "\r\n### Threshold\r\n\r\n100\r\n")
        let result = try await hub.scene.bot("run", "octo/assets#12", "--json")
        #expect(result.status == 3, "\(result.errorText)")
        #expect(hub.pulls.map(\.isDraft) == [true])
        #expect(hub.pulls.first?.body.contains("<summary>Attempts</summary>") == true)
    }

    @Test(arguments: [("ready", "true"), ("none", "false")])
    func goesByTheSettings(kind: String, closes: String) async throws {
        let hub = try await GitHubScene(
            issue: GitHubRunTests.form,
            files: [".github/showrunner.yml": "delivery: {pullRequest: \(kind), closes: \(closes)}\n"])
        #expect(try await hub.scene.bot("run", "octo/assets#12").status == 0)
        #expect(hub.pulls.count == (kind == "none" ? 0 : 1))
        #expect(hub.pulls.allSatisfy { !$0.isDraft && $0.body.contains("\nCloses #12\n") })
        #expect(!hub.standIn.requests.contains { $0.path == "/graphql" })
        if kind == "none" { #expect(!hub.calls.contains { $0.path.contains("/pulls") }) }
    }
}
