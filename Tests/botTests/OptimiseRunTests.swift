import Core
import Foundation
import TestSupport
import Testing

/// `bot run` on briefs that ask for a better prompt.
@Suite(.serialized) struct OptimiseRunTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    private static let writer = """
        kind: Model
        name: writer
        provider: openai
        abilities: [text]
        price: {tokens: {input: 1, output: 4}}
        """

    /// A service that answers text questions in OpenAI's language, each as it is told.
    private func service(_ answer: @escaping @Sendable (JSONValue) -> LoopbackReply) throws -> LoopbackServer {
        try LoopbackServer { request in answer((try? JSONValue(parsing: request.text)) ?? .null) }
    }

    private static func chat(_ content: String) -> LoopbackReply {
        let message: JSONValue = ["role": "assistant", "content": .string(content)]
        let body: JSONValue = [
            "choices": [["finish_reason": "stop", "message": message]],
            "usage": ["prompt_tokens": 500, "completion_tokens": 50],
        ]
        return .json(200, body.text)
    }

    /// Pictures stay with the draft, text goes to the service.
    private func run(_ server: LoopbackServer, asking fields: [String: String]) async throws -> CommandResult {
        try await scene.git("init", "-q", ".")
        try scene.folder.write(Self.writer, to: "templates/models/writer.yml")
        // The settings' model answers, though the pictures are drafts for want of a price that fits.
        try scene.folder.write("textModel: writer\n", to: ".github/showrunner.yml")
        try scene.issue(asking: ["threshold": "0"].merging(fields) { _, given in given })
        return try await scene.bot(
            "run", "boats.md", "--json",
            environment: ["OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": server.url + "/v1"])
    }

    private func sidecar() throws -> JSONValue {
        try JSONValue(parsing: scene.text("showrunner-output/assets/boats/boats-01.json"))
    }

    @Test func theDraftRewritesOfflineAndEveryReportShowsBoth() async throws {
        try scene.issue(asking: ["optimise": "yes"])
        let result = try await scene.bot("run", "boats.md", "--json")
        #expect(result.status == 0, "\(result.errorText)")
        let run = try result.json
        let path = try #require(run["prompts"]?.array?.first)
        #expect(path["original"] == "A red boat on a calm blue sea" && path["kept"] == .null)
        let prompt = try #require(path["steps"]?.array?.first?["prompt"]?.string)
        #expect(prompt.hasPrefix("A red boat on a calm blue sea, "))
        #expect(run["assets"]?.array?.first?["prompt"]?.string == prompt)
        #expect(try sidecar()["prompt"]?.string == prompt)
        #expect(try sidecar()["originalPrompt"] == "A red boat on a calm blue sea")
        let words = String(prompt.suffix(30))
        #expect(try scene.text("boats.thread.md").contains("How the prompts were rewritten"))
        #expect(try await scene.bot("show", "last").text.contains("image (draft): A red boat"))
        let id = try #require(run["id"]?.string)
        #expect(try scene.text("state/reports/\(id).html").contains(words))
    }

    @Test func attemptsShareOneRewrittenPrompt() async throws {
        try scene.issue(asking: ["optimise": "chain", "threshold": "100", "attempts": "3"])
        _ = try await scene.bot("run", "boats.md")
        let events = try await scene.events()
        let steps = events.filter { $0["type"] == "prompt.rewritten" }.compactMap { $0["payload"]?["step"]?.string }
        #expect(steps == ["subject", "composition", "light", "detail"], "once, not for every attempt")
        let prompts = events.filter { $0["type"] == "asset.produced" }.compactMap { $0["payload"]?["prompt"]?.string }
        let rewritten = try #require(prompts.first)
        // The third attempt is told what two have failed by; what it is told that about is the same.
        #expect(prompts.count == 3 && prompts.allSatisfy { $0.hasPrefix(rewritten) })
        #expect(try await scene.bot("replay", "last").status == 0)
    }

    @Test func aBriefThatDoesNotAskIsLeftAlone() async throws {
        try scene.issue()
        let run = try await scene.bot("run", "boats.md", "--json").json
        #expect(run["prompts"] == [])
        #expect(run["assets"]?.array?.first?["prompt"] == "A red boat on a calm blue sea")
        #expect(try sidecar()["originalPrompt"] == nil)
    }

    @Test func aModelsAnswerIsUsedPaidForAndWithinTheEstimate() async throws {
        let server = try service { _ in Self.chat("{\"prompt\":\"A red boat, low sun\"}") }
        let result = try await run(server, asking: ["optimise": "yes", "model": "gpt-image-2"])
        // No picture can be bought of this service: what matters here is the prompt that it was asked with.
        let events = try await scene.events()
        let made = try #require(events.first { $0["type"] == "prompt.rewritten" }, "\(result.errorText)")
        #expect(made["payload"]?["text"] == "A red boat, low sun" && made["payload"]?["cost"] == 700)
        let asked = server.requests.filter { $0.path == "/v1/images/generations" }
        #expect(asked.first?.text.contains("A red boat, low sun") == true)
        #expect(server.requests.first?.text.contains("<<<DATA") == true)
    }

    @Test(arguments: [
        LoopbackReply.json(200, "<html>"), .json(400, "{\"error\":{\"code\":\"moderation\",\"message\":\"no\"}}"),
        .json(401, "{}"), OptimiseRunTests.chat("I'm sorry, I can't."),
    ])
    func aModelThatFailsCostsTheRunNothingButTheNote(reply: LoopbackReply) async throws {
        let server = try service { _ in reply }
        try await scene.git("init", "-q", ".")
        try scene.folder.write(Self.writer, to: "templates/models/writer.yml")
        // A picture from the repository's own free model of the draft, the text from the service.
        try scene.folder.write(
            "kind: Model\nname: sketch\nprovider: draft\nprice: {image: 0}\n", to: "templates/models/sketch.yml")
        try scene.issue(asking: ["optimise": "yes", "model": "sketch", "threshold": "0"])
        let result = try await scene.bot(
            "run", "boats.md", "--json",
            environment: ["OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": server.url + "/v1"])
        #expect(result.status == 0, "\(result.errorText)")
        let run = try result.json
        #expect(run["status"] == "succeeded")
        #expect(run["assets"]?.array?.first?["prompt"] == "A red boat on a calm blue sea")
        #expect(run["prompts"]?.array?.first?["kept"]?.string?.isEmpty == false)
        let thread = try scene.text("boats.thread.md")
        #expect(thread.contains("its prompt was used as it is, not rewritten"))
        #expect(!thread.contains("sk-test"))
    }

    @Test func anotherTemplateIsAnotherRequest() async throws {
        try await scene.git("init", "-q", ".")
        try scene.issue(asking: ["optimise": "yes"])
        #expect(try await scene.bot("run", "boats.md").status == 0)
        #expect(try await scene.bot("run", "boats.md").errorText.contains("Nothing was bought"))
        try scene.folder.write(
            "kind: Prompt\nname: optimise-image\nsteps: [{name: light, instructions: Light it.}]\n",
            to: "templates/prompts/optimise-image.yml")
        #expect(try await scene.bot("run", "boats.md").status == 0)
        #expect(try await scene.bot("history", "--json").lines.count == 2)
        #expect(try await scene.shown()["prompts"]?.array?.first?["steps"]?.array?.first?["step"] == "light")
    }

    @Test func doctorSaysWhichTextModelsCanBeCalled() async throws {
        let answer = try await scene.bot("doctor", "--json", environment: ["ARK_API_KEY": "x"]).json
        let text = answer["findings"]?.array?.first { $0["name"] == "text models" }?["text"]?.string ?? ""
        #expect(text.hasPrefix("draft can be called") && text.contains("claude-sonnet-5: ANTHROPIC_API_KEY is not set"))
        #expect(text.contains("deepseek-v4-pro: no price is known"))
        let judges = answer["findings"]?.array?.first { $0["name"] == "judges" }
        #expect(judges?["good"] == true && judges?["text"]?.string?.contains("adherence is not judged") == true)
        try scene.folder.write("review: {judge: {models: claude-opus-5}}\n", to: "j.yml")
        let wanted = try await scene.bot("doctor", "--json", "--config", "j.yml").json
        let lacking = wanted["findings"]?.array?.first { $0["name"] == "judges" }
        #expect(lacking?["good"] == false)
        #expect(lacking?["text"]?.string?.contains("claude-opus-5: ANTHROPIC_API_KEY is not set") == true)
        try await scene.git("init", "-q", ".")
        try scene.folder.write(
            "kind: Model\nname: eyes\nprovider: openai\nabilities: [text, vision]\nprice: {tokens: {input: 1, output: 2}}\n",
            to: "templates/models/eyes.yml")
        let able = try await scene.bot("doctor", "--json", environment: ["OPENAI_API_KEY": "x"]).json
        let named = able["findings"]?.array?.first { $0["name"] == "judges" }?["text"]?.string ?? ""
        #expect(named == "eyes can judge pictures")
        try scene.folder.write("textModel: claude-opus-5\n", to: "s.yml")
        let writing = try await scene.bot("doctor", "--json", "--config", "s.yml").json
        let finding = writing["findings"]?.array?.first { $0["name"] == "text models" }
        #expect(finding?["good"] == false && finding?["text"]?.string?.contains("claude-opus-5") == true)
    }
}
