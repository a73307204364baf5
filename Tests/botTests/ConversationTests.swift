import Core
import Foundation
import TestSupport
import Testing

/// Webhooks and polling beside each other: whoever hears of a label or a comment, it counts once.
@Suite(.serialized, .timeLimit(.minutes(2))) struct ConversationTests {
    private static let maintainer = StandInAccount("maintainer")
    private static let stranger = StandInAccount("stranger")
    private static let form = "### Prompt\n\nA red boat on a calm blue sea\n\n### Size\n\n96x96\n"

    private func isSet(_ label: String) -> (LoopbackRequest) -> Bool {
        { $0.method == "POST" && $0.path.hasSuffix("/issues/12/labels") && $0.text.contains(label) }
    }

    private func runs(_ hub: GitHubScene) async throws -> [JSONValue] {
        try await hub.scene.bot("history", "--json").jsonLines
    }

    @Test func webhooksAndPollingMakeOneRun() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        let service = try await ServiceScene(hub)
        async let polled = hub.scene.bot("poll", "octo/assets", "--once")
        for guid in [1, 2, 1] {
            try #require(try await service.deliver("issues", "labeled", guid: guid) < 300)
        }
        #expect(try await polled.status == 0)
        #expect(await hub.seen(isSet("showrunner:done")))
        try #require(try await service.deliver("issues", "labeled", guid: 3) < 300)
        let result = await service.stop()
        #expect(result.status == 0, "\(result.errorText)")
        #expect(try await hub.scene.bot("poll", "octo/assets", "--once").status == 0)
        #expect(try await runs(hub).map { $0["status"] } == ["succeeded"])
        #expect(hub.comments.count == 1)
        #expect(try await hub.commits().count == 1)
    }

    @Test func aCommentThatAWebhookTellsOfDecides() async throws {
        let hub = try await GitHubScene(issue: Self.form + "\n### Approval\n\ntrue\n\n### Threshold\n\n0\n")
        let service = try await ServiceScene(hub)
        try #require(try await service.deliver("issues", "opened", guid: 4) < 300)
        #expect(await hub.seen(isSet("showrunner:waiting")))
        hub.standIn.addComment("/approve", by: Self.stranger, to: 12, in: GitHubScene.name)
        try #require(try await service.deliver("issue_comment", "created", guid: 5) < 300)
        #expect(
            await hub.seen { $0.method == "POST" && $0.path.hasSuffix("/comments") && $0.text.contains("@stranger") })
        let comment = hub.standIn.addComment("/approve", by: Self.maintainer, to: 12, in: GitHubScene.name)
        try #require(try await service.deliver("issue_comment", "created", guid: 6) < 300)
        #expect(await hub.seen(isSet("showrunner:done")))
        #expect(await service.stop().status == 0)
        #expect(hub.comments.first { $0.id == comment }?.reactions.map(\.content) == ["eyes", "+1"])
        #expect(try await hub.scene.shown()["gates"]?.array?.first?["decidedBy"] == "maintainer")
    }

    @Test func aStrangersLabelStartsNothing() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        hub.standIn.label(12, "generate", by: Self.stranger, in: GitHubScene.name)
        let service = try await ServiceScene(hub)
        try #require(try await service.deliver("issues", "labeled", guid: 7) < 300)
        #expect(await hub.seen { $0.method == "POST" && $0.path.hasSuffix("/comments") })
        #expect(await service.stop().status == 0)
        #expect(try await runs(hub).isEmpty)
    }
}
