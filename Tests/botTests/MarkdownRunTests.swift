import Core
import Foundation
import TestSupport
import Testing

/// `bot run` on a Markdown file: from the issue to the delivery, the thread and the status.
@Suite(.serialized) struct MarkdownRunTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    @Test func deliversOneCommitToABareRepositoryAndTellsTheThread() async throws {
        try scene.issue(asking: ["count": "2"])
        try await scene.bareRepository()
        let result = try await scene.bot("run", "boats.md", "--git", "repo.git")
        #expect(result.status == 0, "\(result.errorText)")
        #expect(try await scene.commits().count == 1)
        let files = try await scene.git("-C", "repo.git", "ls-tree", "-r", "--name-only", "showrunner/boats").lines
        #expect(
            files == [
                "assets/boats/boats-01.json", "assets/boats/boats-01.png", "assets/boats/boats-02.json",
                "assets/boats/boats-02.png", "assets/boats/manifest.json",
            ])
        #expect(scene.comments() == 1)
        let run = try #require(try await scene.shown()["id"]?.string)
        let message = try await scene.git("-C", "repo.git", "log", "-1", "--format=%B", "showrunner/boats").text
        #expect(message.contains("Showrunner-Run: \(run)"))
        #expect(message.contains("Showrunner-Issue: boats.md"))
        #expect(try scene.text("boats.thread.md").contains("<!-- showrunner:run:\(run) -->"))
    }

    @Test func commitsToACloneAndPushesToItsOrigin() async throws {
        try scene.issue()
        try await scene.bareRepository()
        try await scene.git("clone", "-q", "repo.git", "clone")
        try scene.folder.write("Hello\n", to: "clone/README.md")
        try await scene.git("-C", "clone", "add", "README.md")
        try await scene.git("-C", "clone", "commit", "-q", "-m", "Begin")
        try await scene.git("-C", "clone", "push", "-q", "origin", "HEAD:main")
        let result = try await scene.bot("run", "boats.md", "--git", "clone")
        #expect(result.status == 0, "\(result.errorText)")
        #expect(try await scene.commits().count == 2)
        let status = try await scene.git("-C", "clone", "status", "--porcelain").text
        #expect(status.isEmpty, "the work tree and the index are left alone")
    }

    @Test func deliversBesideTheFileWithoutARepository() async throws {
        try scene.issue()
        let result = try await scene.bot("run", "boats.md")
        #expect(result.status == 0, "\(result.errorText)")
        let output = scene.path("showrunner-output/assets/boats")
        let names = try FileManager.default.contentsOfDirectory(atPath: output).sorted()
        #expect(names == ["boats-01.json", "boats-01.png", "manifest.json"])
        #expect(try scene.text("boats.thread.md").contains("showrunner-output/assets/boats/boats-01.png"))
    }

    @Test func endsPartialWithReasonsWhereNothingReachesTheThreshold() async throws {
        try scene.issue(asking: ["threshold": "100", "attempts": "2"])
        try await scene.bareRepository()
        let result = try await scene.bot("run", "boats.md", "--git", "repo.git", "--json")
        #expect(result.status == 3, "\(result.errorText)")
        let run = try result.json
        #expect(run["status"] == "partial")
        #expect(run["assets"]?.array?.count == 2)
        #expect(run["assets"]?.array?.count { $0["selected"]?.bool == true } == 1)
        #expect(try await scene.commits().count == 1, "what there is is delivered")
        let thread = try scene.text("boats.thread.md")
        #expect(thread.contains("under the threshold of 100"))
        #expect(
            ["sharpness", "contrast", "noise", "exposure", "clipping"].contains { thread.lowercased().contains($0) })
    }

    @Test func printsOneObjectAndNothingElseAsJSON() async throws {
        try scene.issue()
        let result = try await scene.bot("run", "boats.md", "--json")
        #expect(result.status == 0)
        let printed = try result.json
        #expect(try await scene.shown() == printed)
    }

    @Test func buysNothingForTheSameRequest() async throws {
        try scene.issue()
        try await scene.bareRepository()
        let first = try await scene.bot("run", "boats.md", "--git", "repo.git", "--json")
        let commit = try await scene.commits()
        let thread = try scene.text("boats.thread.md")
        let second = try await scene.bot("run", "boats.md", "--git", "repo.git", "--json")
        #expect(first.status == 0)
        #expect(second.status == 0)
        #expect(try second.json == first.json)
        #expect(second.errorText.contains("Nothing was bought"))
        #expect(try await scene.commits() == commit)
        #expect(try scene.text("boats.thread.md") == thread)
        #expect(try await scene.bot("history", "--json").lines.count == 1)
    }

    @Test func saysThatAnEarlierRunDeliveredToAnotherPlace() async throws {
        try scene.issue()
        try await scene.bareRepository()
        try await scene.bareRepository("other.git")
        #expect(try await scene.bot("run", "boats.md", "--git", "repo.git").status == 0)
        let second = try await scene.bot("run", "boats.md", "--git", "other.git")
        #expect(second.status == 0)
        #expect(second.errorText.contains("repo.git") && second.errorText.contains("not to showrunner/boats of"))
        #expect(try await scene.bot("run", "boats.md", "--git", "other.git", "--fresh").status == 0)
        #expect(try await scene.commits(of: "other.git").count == 1)
    }

    @Test func keepsItsStateOutOfGitAndFindsOneIssueByEveryPath() async throws {
        try scene.issue()
        try FileManager.default.createSymbolicLink(
            atPath: scene.path("link.md"), withDestinationPath: scene.path("boats.md"))
        for path in ["boats.md", "./boats.md", scene.path("boats.md"), "link.md"] {
            #expect(try await scene.bot("run", path, environment: ["BOT_STATE_DIR": ""]).status == 0)
        }
        #expect(try await scene.bot("history", "--json", "--state", ".showrunner").lines.count == 1)
        #expect(try scene.text(".showrunner/.gitignore") == "*\n")
    }

    @Test func takesSettingsFromTheFileThatIsNamed() async throws {
        try scene.issue()
        try scene.folder.write("threshold: 55\n", to: "other.yml")
        let result = try await scene.bot("plan", "boats.md", "--config", "other.yml", "--json")
        #expect(try result.json["brief"]?["threshold"] == 55)
        let missing = try await scene.bot("plan", "boats.md", "--config", "none.yml")
        #expect(missing.status != 0)
        #expect(missing.errorText.contains("none.yml"))
    }

    @Test func repeatsTheStatusOfThatRunForTheSameRequest() async throws {
        try scene.issue(asking: ["threshold": "100", "attempts": "1"])
        #expect(try await scene.bot("run", "boats.md").status == 3)
        #expect(try await scene.bot("run", "boats.md").status == 3)
    }

    @Test func makesANewRunForAChangedBriefAnotherSeedAndFresh() async throws {
        try scene.issue(asking: ["threshold": "0"])
        try await scene.bareRepository()
        #expect(try await scene.bot("run", "boats.md", "--git", "repo.git").status == 0)
        try scene.issue(asking: ["count": "2", "threshold": "0"])
        #expect(try await scene.bot("run", "boats.md", "--git", "repo.git").status == 0)
        #expect(try await scene.bot("run", "boats.md", "--git", "repo.git", "--seed", "7").status == 0)
        let seeded = try await scene.shown()
        #expect(seeded["assets"]?.array?.first?["seed"]?.integer == 7)
        #expect(try await scene.bot("run", "boats.md", "--git", "repo.git", "--seed", "7", "--fresh").status == 0)
        #expect(try await scene.bot("history", "--json").lines.count == 4)
        #expect(scene.comments() == 4)
        #expect(
            try await scene.shown()["assets"]?.array?.map { $0["sha256"] }
                == seeded["assets"]?.array?.map { $0["sha256"] },
            "the same seed gives the same pictures")
    }

    @Test(arguments: ["-1", "2147483648", "seven", ""])
    func refusesASeedThatIsNone(seed: String) async throws {
        try scene.issue()
        let result = try await scene.bot("run", "boats.md", "--seed", seed)
        #expect(result.status == 2)
        #expect(result.errorText.contains("0 to 2147483647"))
    }

    @Test func saysThatTheFileIsMissing() async throws {
        let result = try await scene.bot("run", "nowhere.md")
        #expect(result.status != 0)
        #expect(result.errorText.contains("nowhere.md"))
        #expect(!FileManager.default.fileExists(atPath: scene.path("state")), "nothing was made")
    }

    @Test func refusesARepositoryThatIsNone() async throws {
        try scene.issue()
        let result = try await scene.bot("run", "boats.md", "--git", "not-there")
        #expect([1, 2, 4].contains(result.status))
        #expect(result.errorText.contains("not-there"))
    }
}
