import Core
import Foundation
import TestSupport
import Testing

/// A gate on GitHub: people see the pictures that they decide about, and are told that they are asked.
@Suite(.serialized, .timeLimit(.minutes(2))) struct GatePicturesRunTests {
    private static let maintainer = StandInAccount("maintainer")
    private static let form =
        "### Prompt\n\nA red boat on a calm blue sea\n\n### Size\n\n96x96\n\n### Approval\n\ntrue\n\n### Threshold\n\n0\n"
    private static let reference = "refs/showrunner/shown/12"

    private func poll(_ hub: GitHubScene) async throws {
        let result = try await hub.scene.bot("poll", "octo/assets", "--once")
        try #require(result.status == 0, "\(result.errorText)")
    }

    private func files(_ hub: GitHubScene) async throws -> [String] {
        try await hub.scene.git("-C", hub.repository, "ls-tree", "--name-only", Self.reference).lines
    }

    /// The commit and the path of each picture that the comment shows.
    private func pictures(_ hub: GitHubScene) -> [(commit: String, path: String)] {
        let body = hub.comments.first?.body ?? ""
        return body.matches(of: /<img src="[^"]*\/blob\/([0-9a-f]{40})\/([^"?]+)\?raw=true"/).map {
            (String($0.output.1), String($0.output.2))
        }
    }

    @Test func theCommentShowsThePicturesAndNamesWhoeverAsked() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        try await poll(hub)
        let body = try #require(hub.comments.first?.body)
        #expect(hub.comments.count == 1)
        #expect(body.contains("\n@maintainer, "), "\(body)")
        let picture = try #require(pictures(hub).first, "\(body)")
        let size = try await hub.scene.git(
            "-C", hub.repository, "cat-file", "-s", "\(picture.commit):\(picture.path)")
        #expect(try #require(Int(size.lines.first ?? "")) > 500)
        #expect(try await hub.scene.git("-C", hub.repository, "branch", "--format=%(refname:short)").lines == ["main"])

        // Said again by another process nothing moves.
        try await poll(hub)
        #expect(try await hub.scene.git("-C", hub.repository, "rev-parse", Self.reference).lines == [picture.commit])

        hub.standIn.addComment("/approve", by: Self.maintainer, to: 12, in: GitHubScene.name)
        try await poll(hub)
        #expect(try await files(hub).isEmpty)
        let last = try #require(hub.comments.first?.body)
        #expect(!last.contains("@maintainer") && pictures(hub).first.map { $0.commit != picture.commit } == true)
        #expect(try await hub.commits().count == 1)
    }

    @Test func aRuleAgainstTheReferenceIsToldAndHoldsNothingUp() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        try await hub.refusePushes(saying: "no refs of your own", to: "refs/showrunner/")
        try await poll(hub)
        #expect(hub.comments.first?.body.contains("can't be shown here") == true, "\(hub.comments.first?.body ?? "")")
        #expect(hub.comments.first?.body.contains("`/approve ") == true)
        hub.standIn.addComment("/approve", by: Self.maintainer, to: 12, in: GitHubScene.name)
        try await poll(hub)
        #expect(try await hub.commits().count == 1)
    }

    /// As a server with `receive.denyNonFastForwards` does.
    @Test func aServerThatForgetsNothingShowsThemAllTheSame() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        try await hub.refuseNewBeginnings()
        try await poll(hub)
        let first = try #require(pictures(hub).first)
        hub.standIn.addComment("/regenerate 01 seed=7", by: Self.maintainer, to: 12, in: GitHubScene.name)
        try await poll(hub)
        let second = try #require(pictures(hub).first, "\(hub.comments.first?.body ?? "")")
        #expect(second.commit != first.commit)
        #expect(hub.comments.first?.body.contains("Attempts side by side") == true)
        hub.standIn.addComment("/approve", by: Self.maintainer, to: 12, in: GitHubScene.name)
        try await poll(hub)
        #expect(try await files(hub).isEmpty)
    }

    @Test func theSettingsMayWantNone() async throws {
        let hub = try await GitHubScene(
            issue: Self.form, files: [".github/showrunner.yml": "gates: {pictures: false}\n"])
        try await poll(hub)
        #expect(pictures(hub).isEmpty && hub.comments.first?.body.contains("`/approve ") == true)
        #expect(try await hub.scene.git("-C", hub.repository, "for-each-ref", "refs/showrunner").lines.isEmpty)
    }
}
