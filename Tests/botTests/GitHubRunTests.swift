import Core
import Foundation
import TestSupport
import Testing

/// `bot run` on an issue of GitHub: REST and pushes over HTTP against real servers on loopback.
@Suite(.serialized) struct GitHubRunTests {
    static let form =
        "### Prompt\r\n\r\nA red boat on a calm blue sea\r\n\r\n### Size\r\n\r\n96x96\r\n\r\n### Count\r\n\r\n2\r\n\r\n### Style\r\n\r\n_No response_\r\n"

    @Test func deliversABranchAndKeepsOneComment() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        let result = try await hub.scene.bot("run", "octo/assets#12", "--json")
        #expect(result.status == 0, "\(result.errorText)")
        let run = try result.json
        #expect(run["issue"]?["number"] == 12)
        #expect(run["brief"]?["count"] == 2)
        #expect(run["delivery"]?["branch"]?.string == GitHubScene.branch)
        #expect(try await hub.commits() == [run["delivery"]?["commit"]?.string])
        let files = try await hub.scene.git("-C", hub.repository, "ls-tree", "-r", "--name-only", GitHubScene.branch)
        #expect(files.lines.contains("assets/issue-12/boats-01.png"))
        #expect(files.lines.contains("README.md"), "what was there stays")

        #expect(hub.comments.count == 1)
        let body = try #require(hub.comments.first?.body)
        let id = try #require(run["id"]?.string)
        #expect(body.contains("<!-- showrunner:run:\(id) -->"))
        #expect(body.contains("2 of 2 pictures passed"))
        #expect(hub.calls.count { $0.method == "POST" && $0.path.hasSuffix("/comments") } == 1)
        #expect(!result.text.contains(GitHubStandIn.token) && !result.errorText.contains(GitHubStandIn.token))
        #expect(!body.contains(GitHubStandIn.token))
    }

    @Test(.enabled(if: OpenAPIValidator.shared != nil, "the shared folder with GitHub's description is missing"))
    func sendsOnlyWhatGitHubDescribes() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        #expect(try await hub.scene.bot("run", "octo/assets#12").status == 0)
        hub.edit("### Prompt\n\n\n### Size\n\n1x1\n")
        #expect(try await hub.scene.bot("run", "octo/assets#12").status == 2)
        hub.edit("A green boat")
        _ = try await hub.scene.bot("plan", "\(hub.standIn.url)/octo/assets/issues/12")
        let validator = try #require(OpenAPIValidator.shared)
        #expect(hub.calls.count > 6)
        #expect(hub.calls.flatMap(validator.problems) == [])
    }

    @Test func buysAndPostsNothingForTheSameRequest() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        let first = try await hub.scene.bot("run", "octo/assets#12", "--json")
        let comments = hub.comments
        let commits = try await hub.commits()
        let writes = hub.calls.count { $0.method != "GET" }
        let again = try await hub.scene.bot("run", "12", "--repo", "octo/assets", "--json")
        #expect(again.status == 0)
        #expect(try again.json == first.json)
        #expect(hub.comments == comments)
        #expect(try await hub.commits() == commits)
        #expect(hub.calls.count { $0.method != "GET" } == writes)
    }

    @Test func takesItsSettingsFromTheRepository() async throws {
        let settings = "threshold: 70\nbranchPrefix: pictures/\n"
        let hub = try await GitHubScene(issue: Self.form, files: [".github/showrunner.yml": settings])
        let result = try await hub.scene.bot("run", "octo/assets#12", "--json")
        #expect(result.status == 0, "\(result.errorText)")
        #expect(try result.json["brief"]?["threshold"] == 70)
        #expect(try result.json["delivery"]?["branch"] == "pictures/issue-12")
    }

    @Test func refusesSettingsOfTheRepositoryThatAreWrong() async throws {
        let hub = try await GitHubScene(issue: Self.form, files: [".github/showrunner.yml": "threshhold: 70\n"])
        let result = try await hub.scene.bot("run", "octo/assets#12")
        #expect(result.status == 2)
        #expect(result.errorText.contains("showrunner.yml:1:1"), "\(result.errorText)")
    }

    @Test func tellsTheProblemsOfABriefInOneComment() async throws {
        let hub = try await GitHubScene(issue: "### Prompt\r\n\r\nA boat\r\n\r\n### Size\r\n\r\n1x1\r\n")
        #expect(try await hub.scene.bot("run", "octo/assets#12").status == 2)
        #expect(try await hub.scene.bot("run", "octo/assets#12").status == 2)
        #expect(hub.comments.count == 1)
        #expect(hub.comments.first?.body.contains("1x1") == true)
        #expect(hub.calls.count { $0.method == "POST" && $0.path.hasSuffix("/comments") } == 1)
        #expect(try await hub.scene.git("-C", hub.repository, "branch", "--format=%(refname:short)").lines == ["main"])
        hub.edit(Self.form)
        #expect(try await hub.scene.bot("run", "octo/assets#12").status == 0)
        #expect(hub.comments.count == 2)
        #expect(hub.comments.first?.body.contains("The brief is right now") == true)
    }

    @Test func saysWhatToDoAboutARefusedToken() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        let result = try await hub.scene.bot(
            "run", "octo/assets#12", environment: ["GITHUB_TOKEN": "an-expired-token"])
        #expect(result.status == 1)
        #expect(result.errorText.contains("GITHUB_TOKEN"), "\(result.errorText)")
        #expect(!result.errorText.contains("an-expired-token"))
    }

    @Test func saysThatAnIssueIsNotThere() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        let result = try await hub.scene.bot("run", "octo/assets#99")
        #expect(result.status == 1)
        #expect(result.errorText.contains("99"), "\(result.errorText)")
        #expect(hub.comments.isEmpty)
    }

    @Test(arguments: ["resume", "run"])
    func waitsForAPersonWhereThePushIsRejected(command: String) async throws {
        let hub = try await GitHubScene(issue: Self.form)
        try await hub.refusePushes(saying: "branches are frozen until Monday")
        let refused = try await hub.scene.bot("run", "octo/assets#12", "--json")
        #expect(refused.status == 4, "\(refused.errorText)")
        #expect(try refused.json["status"] == "waiting")
        #expect((refused.text + refused.errorText).contains("frozen until Monday"))
        #expect(hub.comments.first?.body.contains("frozen until Monday") == true)
        #expect(try await hub.commitsOrNone().isEmpty)

        let drawn = try await hub.scene.drawn()
        #expect(drawn.count >= 2)
        try hub.acceptPushes()
        let words = command == "run" ? ["run", "octo/assets#12", "--json"] : ["resume", "last", "--json"]
        let done = try await hub.scene.command(words).run()
        #expect(done.status == 0, "\(done.errorText)")
        #expect(try await hub.commits().count == 1)
        #expect(hub.comments.count == 1)
        #expect(try await hub.scene.drawn() == drawn, "nothing is drawn again")
    }

    @Test func deliversThoughTheIssueCannotBeToldAndTellsItLater() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        hub.standIn.fail(
            StandInFailure(.json(500, #"{"message":"Server Error"}"#), method: "POST", path: "/comments", times: 1000))
        let result = try await hub.scene.bot("run", "octo/assets#12", "--json")
        #expect(result.status == 0, "\(result.errorText)")
        #expect(result.errorText.contains("The issue was not told"), "\(result.errorText)")
        #expect(try await hub.commits().count == 1)
        #expect(hub.comments.isEmpty)
        hub.standIn.clearFailures()
        let again = try await hub.scene.bot("run", "octo/assets#12", "--json")
        #expect(again.status == 0)
        #expect(hub.comments.count == 1)
        #expect(hub.comments.first?.body.contains("2 of 2 pictures passed") == true)
        #expect(try again.json == result.json)
    }
}
