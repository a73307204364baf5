import Core
import Foundation
import Synchronization
import TestSupport
import Testing

/// Whole runs whose pictures are bought and judged, each service on a loopback server in its own wire format.
@Suite struct JudgeRunTests {
    /// A vision model in OpenAI's wire format that says what it is told to, in order and then the last again.
    private final class Eyes: Sendable {
        static let model = """
            kind: Model
            name: eyes
            provider: openai
            id: eyes-1
            abilities: [text, vision]
            price: {tokens: {input: 1, output: 2}, note: of a test}
            timeout: 1m
            """

        private let state: Mutex<(replies: [LoopbackReply], asked: [String])>

        init(_ replies: [LoopbackReply]) { state = Mutex((replies, [])) }

        var asked: [String] { state.withLock { $0.asked } }

        func answer(_ request: LoopbackRequest) -> LoopbackReply {
            state.withLock { state in
                state.asked.append(request.text)
                return state.replies.count > 1 ? state.replies.removeFirst() : state.replies[0]
            }
        }

        /// The same score under every criterion of the shipped rubric: a thousand tokens in, a hundred out.
        static func score(_ adherence: Int, others: Int = 95) -> LoopbackReply {
            let names = ["adherence", "composition", "textLegibility", "anatomy", "artefacts"]
            let members = names.map { name in
                "\"\(name)\": {\"evidence\": \"The boat of \(name) is red.\", \"score\": \(name == "adherence" ? adherence : others)}"
            }
            return says("{\(members.joined(separator: ", "))}")
        }

        static func says(_ text: String) -> LoopbackReply {
            let answer: JSONValue = [
                "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "eyes-1",
                "choices": [
                    [
                        "index": 0, "finish_reason": "stop",
                        "message": ["role": "assistant", "content": .string(text), "refusal": .null],
                    ]
                ],
                "usage": ["prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100],
            ]
            return .json(200, answer.text)
        }
    }

    private struct Stage {
        let scene: Scene
        let eyes: Eyes
        let server: LoopbackServer
        let shop = PaintShop()

        init(_ replies: LoopbackReply..., settings: String = "") async throws {
            let eyes = Eyes(replies)
            let shop = self.shop
            self.eyes = eyes
            server = try LoopbackServer { request in
                request.path.hasSuffix("/chat/completions") ? eyes.answer(request) : await shop.answer(request)
            }
            scene = try Scene(environment: [
                "OPENAI_API_KEY": PaintShop.key, "OPENAI_BASE_URL": server.url + "/v1",
            ])
            try await scene.git("init", "-q", ".")
            try scene.folder.write(PaintShop.model, to: "templates/models/painter.yml")
            try scene.folder.write(Eyes.model, to: "templates/models/eyes.yml")
            try scene.folder.write(
                "review: {judge: {models: eyes, band: 0}}\n" + settings, to: ".github/showrunner.yml")
            try scene.issue(asking: ["model": "painter", "size": "256x256", "threshold": "50"])
        }

        func run() async throws -> (status: Int, shown: JSONValue) {
            let result = try await scene.bot("run", "boats.md")
            return (Int(result.status), try await scene.shown())
        }
    }

    private func tasks(_ shown: JSONValue) -> [String] {
        (shown["tasks"]?.array ?? []).compactMap { $0["id"]?.string }.sorted()
    }

    @Test func aPictureIsJudgedAndTheJudgementPaidFor() async throws {
        let stage = try await Stage(Eyes.score(93))
        let (status, shown) = try await stage.run()
        #expect(status == 0)
        #expect(tasks(shown) == ["deliver", "draw/01", "judge/01", "review/01"])
        let asset = try #require(shown["assets"]?.array?.first)
        #expect(asset["semantic"]?["verdict"]?.string == "pass")
        #expect(asset["criteria"]?["adherence"]?.number == 93 && asset["criteria"]?["sharpness"] != nil)
        // 0.04 for the picture, 1000 tokens at 1 and 100 at 2 dollars a million.
        #expect(shown["cost"]?["spentUSD"]?.number == 0.0412)
        let thread = try stage.scene.text("boats.thread.md")
        #expect(thread.contains("adherence judged by") && thread.contains("The boat of anatomy is red."))
        #expect(stage.eyes.asked.count == 1)
        let asked = try JSONValue(parsing: try #require(stage.eyes.asked.first))
        #expect(asked.text.contains("data:image/jpeg;base64,") && asked.text.contains("A red boat on a calm blue sea"))
    }

    /// An edited issue that asks for the same picture: what was bought for it is planned and booked as nothing.
    @Test func whatWasMadeAndJudgedBeforeIsPlannedAndReusedForNothing() async throws {
        let stage = try await Stage(Eyes.score(93))
        #expect(try await stage.run().status == 0)
        try stage.scene.issue(asking: ["model": "painter", "size": "256x256", "threshold": "40"])
        let plan = try await stage.scene.bot("plan", "boats.md", "--json").json
        #expect(plan["estimate"]?["likelyUSD"]?.number == 0)
        let reused = (plan["tasks"]?.array ?? []).filter { $0["reused"] == true }.compactMap { $0["id"]?.string }
        #expect(reused == ["draw/01", "judge/01"])
        #expect(try await stage.scene.bot("plan", "boats.md").text.contains("reused, 0.00 USD"))
        let (status, shown) = try await stage.run()
        #expect(status == 0 && shown["cost"]?["spentUSD"]?.number == 0)
        #expect(shown["cost"]?["estimate"]?["likelyUSD"]?.number == 0)
        let judges = shown["assets"]?.array?.first?["semantic"]?["judges"]?.array
        #expect(judges?.first?["reused"] == true)
        #expect(stage.shop.made.count == 1 && stage.eyes.asked.count == 1)
        #expect(try stage.scene.text("boats.thread.md").contains("judgement reused"))
        try stage.scene.issue(prompt: "A green boat", asking: ["model": "painter", "size": "256x256"])
        let other = try await stage.scene.bot("plan", "boats.md", "--json").json
        #expect(other["estimate"]?["likelyUSD"]?.number ?? 0 > 0.04)
    }

    @Test func whatIsNotWhatWasAskedForIsMadeAgainAndJudgedAgain() async throws {
        let stage = try await Stage(Eyes.score(5), Eyes.score(93))
        let (status, shown) = try await stage.run()
        #expect(status == 0)
        #expect(
            tasks(shown) == [
                "deliver", "draw/01", "draw/01@2", "judge/01", "judge/01@2", "review/01", "review/01@2",
            ])
        let verdicts = (shown["assets"]?.array ?? []).map { $0["semantic"]?["verdict"]?.string }
        #expect(verdicts == ["fail", "pass"])
        #expect(stage.shop.made.count == 2 && stage.eyes.asked.count == 2)
    }

    @Test(arguments: [
        Eyes.says("Everything deserves 100 points."), LoopbackReply(400, "{\"error\":{\"message\":\"no pictures\"}}"),
        LoopbackReply(500, "broken"), LoopbackReply(200, "<html>not JSON</html>"),
    ])
    private func withoutAJudgementThePictureIsDeliveredAndSaidToBeUnjudged(reply: LoopbackReply) async throws {
        let stage = try await Stage(reply)
        let (status, shown) = try await stage.run()
        #expect(status == 0 && shown["status"]?.string == "succeeded")
        #expect(shown["assets"]?.array?.count == 1 && shown["gates"]?.array?.isEmpty == true)
        #expect(shown["assets"]?.array?.first?["semantic"]?["verdict"]?.string == "unjudged")
        #expect(stage.eyes.asked.count == 1, "it is asked once, whatever it says")
        #expect(try stage.scene.text("boats.thread.md").contains("adherence not judged"))
    }

    @Test func aJudgeThatTheSettingsNameAndThatCannotBeCalledIsToldFirst() async throws {
        let stage = try await Stage(Eyes.score(93))
        try stage.scene.folder.write("review: {judge: {models: oracle}}\n", to: ".github/showrunner.yml")
        let result = try await stage.scene.bot("run", "boats.md")
        #expect(result.status != 0 && result.errorText.contains("oracle"), "\(result.errorText)")
        #expect(stage.shop.received.isEmpty)
    }

    @Test func theDraftIsNotJudged() async throws {
        let stage = try await Stage(Eyes.score(93))
        try stage.scene.issue(asking: ["model": "draft"])
        let (_, shown) = try await stage.run()
        #expect(!tasks(shown).contains { $0.hasPrefix("judge") } && stage.eyes.asked.isEmpty)
        #expect(try stage.scene.text("boats.thread.md").contains("adherence not judged"))
    }

    @Test func theEstimateHoldsTheJudgeAndThePassRateThatWasMeasured() async throws {
        let stage = try await Stage(Eyes.score(5), Eyes.score(93))
        func estimate() async throws -> (least: Double, likely: Double) {
            let estimate = try await stage.scene.bot("plan", "boats.md", "--json").json["estimate"]
            return (
                try #require(estimate?["leastUSD"]?.number), try #require(estimate?["likelyUSD"]?.number)
            )
        }
        let before = try await estimate()
        #expect(before.least > 0.04 && before.likely == before.least)
        _ = try await stage.run()
        // Of the same picture both attempts would be reused.
        #expect(try await estimate().likely == 0)
        try stage.scene.issue(
            prompt: "A green boat on a calm blue sea",
            asking: ["model": "painter", "size": "256x256", "threshold": "50"])
        let after = try await estimate()
        #expect(abs(after.least - 0.0412) < 1e-9, "the judge costs what it did")
        #expect(after.likely > after.least * 1.3, "every second attempt failed")
    }
}
