import Core
import Foundation
import TestSupport
import Testing

/// The check of a delivered commit, what an edit would change, and the pinned issue: as people see them on GitHub.
@Suite(.serialized) struct CheckRunTests {
    private static let form = "### Prompt\n\nA red boat on a calm blue sea\n\n### Size\n\n96x96\n\n### Count\n\n2\n"

    @Test func judgesTheDeliveredCommitAssetByAsset() async throws {
        let hub = try await GitHubScene(issue: Self.form, account: .workflow)
        let result = try await hub.scene.bot("run", "octo/assets#12", "--json")
        #expect(result.status == 0, "\(result.errorText)")
        let checks = hub.standIn.checks(of: GitHubScene.name)
        let check = try #require(checks.first)
        #expect(checks.count == 1)
        #expect(check.commit == (try result.json["delivery"]?["commit"]?.string))
        #expect(check.externalID == (try result.json["id"]?.string))
        #expect(check.status == "completed" && check.conclusion == "success")
        #expect(
            check.annotations.compactMap { $0["path"]?.string } == [
                "assets/issue-12/boats-01.png", "assets/issue-12/boats-02.png",
            ])
        #expect(check.annotations.allSatisfy { $0["annotation_level"]?.string == "notice" })
        #expect(check.annotations.first?["message"]?.string?.contains("of 100, where 80 is asked for") == true)
        #expect(check.actions.isEmpty, "there is nothing to try again")
        #expect(check.summary.contains("2 of 2 pictures passed"))
        // Looked at again, it stays the one.
        #expect(try await hub.scene.bot("run", "octo/assets#12").status == 0)
        #expect(hub.standIn.checks(of: GitHubScene.name) == checks)
    }

    /// More than a hundred pictures: one comment, one check, and as many remarks as there are pictures.
    @Test func manyAssetsAreNotManyComments() async throws {
        let hub = try await GitHubScene(
            issue: "### Prompt\n\nA red boat\n\n### Size\n\n32x32\n\n### Count\n\n64\n\n### Threshold\n\n0\n",
            account: .workflow)
        let result = try await hub.scene.bot("run", "octo/assets#12")
        #expect([0, 3].contains(result.status), "\(result.errorText)")
        #expect(hub.comments.count == 1)
        let check = try #require(hub.standIn.checks(of: GitHubScene.name).first)
        #expect(check.annotations.count == 64)
        #expect(hub.calls.count { $0.path.hasSuffix("/comments") && $0.method == "POST" } == 1)
    }

    @Test func sharesNoCheckWithAPersonsToken() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        let result = try await hub.scene.bot("run", "octo/assets#12")
        #expect(result.status == 0)
        #expect(!result.errorText.contains("check"), "\(result.errorText)")
        #expect(hub.comments.first?.body.contains("check of the commit") == false)
        let doctor = try await hub.scene.bot("doctor", environment: ["GITHUB_REPOSITORY": GitHubScene.name])
        #expect(doctor.text.contains("check runs are left out, as GitHub takes them from Apps alone"), "\(doctor.text)")
    }

    @Test func tellsWhatAnEditWouldChangeAndItsPrice() async throws {
        let asking = Self.form + "\n### Approval\n\ntrue\n\n### Threshold\n\n0\n"
        let hub = try await GitHubScene(issue: asking)
        func poll() async throws -> Int32 { try await hub.scene.bot("poll", "octo/assets", "--once").status }
        #expect(try await poll() == 0)
        let before = try #require(hub.comments.first?.body)
        hub.edit(asking.replacingOccurrences(of: "red boat", with: "green | boat @octo"))
        #expect(try await poll() == 0)
        let body = try #require(hub.comments.first?.body)
        #expect(hub.comments.count == 1)
        #expect(body.hasPrefix(before.prefix(200)))
        #expect(body.contains("### The issue was edited while run"), "\(body)")
        #expect(body.contains("| Prompt | A red boat on a calm blue sea |"), "\(body)")
        #expect(!body.contains("@octo"), "nobody is called")
        #expect(body.contains("**Price** · another run would cost"))
        #expect(try await poll() == 0)
        #expect(hub.comments.first?.body == body)
        hub.edit(asking)
        #expect(try await poll() == 0)
        #expect(hub.comments.first?.body == before)
    }

    @Test func saysOnAPinnedIssueThatItLives() async throws {
        let hub = try await GitHubScene(
            issue: Self.form, files: [".github/showrunner.yml": "statusIssue: true\n"])
        for _ in 0..<2 {
            let result = try await hub.scene.bot("poll", "octo/assets", "--once")
            #expect(result.status == 0, "\(result.errorText)")
        }
        let issues = hub.standIn.repository(GitHubScene.name)?.issues.values.filter {
            $0.labels == ["showrunner:status"]
        }
        #expect(issues?.count == 1)
        let status = try #require(issues?.first)
        #expect(status.isPinned)
        #expect(status.edits == 1, "there is nothing new for five minutes")
        #expect(status.body?.contains("Last seen") == true && status.body?.contains("Next poll") == true)
        #expect(status.body?.contains("Spent today") == true)
    }
}
