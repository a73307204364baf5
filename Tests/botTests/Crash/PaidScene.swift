import Core
import Foundation
import TestSupport

/// An issue on a GitHub of the test's own whose pictures are bought: REST, git and the paid service on one loopback server.
final class PaidScene: Sendable {
    let hub: GitHubScene
    let shop = PaintShop()

    static let form = """
        ### Prompt

        A red boat on a calm blue sea

        ### Model

        painter

        ### Size

        128x128

        ### Count

        3

        ### Threshold

        97

        ### Attempts

        2

        ### Budget

        2
        """

    init(unknownOutcome: String = "again", form: String = form, settings: String = "") async throws {
        hub = try await GitHubScene(
            issue: form,
            files: [
                ".github/showrunner.yml": "unknownOutcome: \(unknownOutcome)\n\(settings)",
                "templates/models/painter.yml": PaintShop.model,
            ])
        let shop = self.shop
        hub.standIn.mount("/v1/") { request in await shop.answer(request) }
    }

    var environment: [String: String] {
        ["OPENAI_API_KEY": PaintShop.key, "OPENAI_BASE_URL": hub.standIn.url + "/v1"]
    }

    /// Starts `bot run` on the issue.
    func start() throws -> RunningCommand { try hub.scene.start("run", "octo/assets#12", environment: environment) }

    func bot(_ words: String...) async throws -> CommandResult {
        try await hub.scene.command(words, environment).run()
    }

    /// Runs the issue to its end, and approves whatever the run asks on the way; the last command's result.
    func finish() async throws -> CommandResult {
        var result = try await bot("run", "octo/assets#12")
        while result.status == 4 {
            let open = (try await hub.scene.shown()["gates"]?.array ?? []).first { $0["status"] == "open" }
            guard let gate = open?["id"]?.string, let shown = open?["shown"]?.string else { return result }
            result = try await bot("approve", "last", "--gate", gate, "--shown", shown)
        }
        return result
    }
}
