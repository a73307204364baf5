import Core
import TestSupport
import Testing

/// What only Anthropic's messages have.
@Suite struct AnthropicQuirksTests {
    @Test func theRegistrysMarkForTheCacheStandsBehindWhatManyRequestsShare() async throws {
        let mark: JSONValue = ["type": "ephemeral"]
        let bench = try TextBench(
            .anthropic, options: ["cache_control": mark], answering: TextService.anthropic.answer("x"))
        var request = TextBench.question()
        request.tools = ["a", "b"].map { TextTool(name: $0, summary: $0, parameters: [:]) }
        _ = try await bench.outcome(request).get()
        let sent = try bench.sent()
        #expect(sent["cache_control"] == nil)
        #expect(sent["system"]?.array?.first?["cache_control"] == mark)
        #expect(sent["tools"]?.array?.map { $0["cache_control"] != nil } == [false, true])
        #expect(sent["messages"]?.array?.first?["content"]?.array?.first?["cache_control"] == nil)
    }

    @Test func whatIsWrittenIntoTheCacheCostsAQuarterMore() async throws {
        let reply = LoopbackReply.json(
            200,
            """
            {"type":"message","content":[{"type":"text","text":"a"}],"stop_reason":"end_turn","usage":
            {"input_tokens":100,"output_tokens":10,"cache_creation_input_tokens":1000,"cache_read_input_tokens":2000}}
            """)
        let answer = try await TextBench(.anthropic, answering: reply).outcome().get()
        #expect(answer.tokens == TokenCount(input: 3100, output: 10, cached: 2000))
        #expect(answer.cost == MicroDollars(100 + 1250 + 200 + 100))
    }

    @Test func anEffortOfTheRegistryStaysBesideTheSchema() async throws {
        let bench = try TextBench(
            .anthropic, options: ["output_config": ["effort": "low"]], answering: TextService.anthropic.answer("{}"))
        var request = TextBench.question()
        request.schema = .prompt(step: "x")
        _ = try await bench.outcome(request).get()
        let config = try #require(try bench.sent()["output_config"])
        #expect(config["effort"] == "low" && config["format"]?["type"] == "json_schema")
    }

    @Test func theResultsOfATurnStandInOneMessage() async throws {
        let bench = try TextBench(.anthropic, answering: TextService.anthropic.answer("x"))
        let calls = ["1", "2"].map { ToolCall(id: $0, name: "f", arguments: [:]) }
        let results = calls.map { TextMessage(role: .tool(call: $0.id, isError: false), parts: [.text("r")]) }
        let request = TextRequest(
            instructions: "",
            messages: [
                TextMessage(role: .user, parts: [.text("go")]), TextMessage(role: .assistant, parts: [], calls: calls),
            ] + results + [TextMessage(role: .user, parts: [.text("and?")])])
        _ = try await bench.outcome(request).get()
        let sent = try bench.sent()
        #expect(sent["system"] == nil, "an empty text is refused")
        let turns = try #require(sent["messages"]?.array)
        #expect(turns.map { $0["role"]?.string } == ["user", "assistant", "user"])
        let last = turns.last?["content"]?.array?.map { $0["type"]?.string }
        #expect(last == ["tool_result", "tool_result", "text"])
    }

    @Test func tokensAreCountedForNothing() async throws {
        let bench = try TextBench(
            .anthropic, options: ["service_tier": "auto"], answering: .json(200, "{\"input_tokens\":2095}"))
        #expect(try await bench.provider.tokens(in: TextBench.question()) == 2095)
        let request = try #require(bench.server.requests.first)
        #expect(request.path == "/v1/messages/count_tokens")
        #expect(try bench.sent()["max_tokens"] == nil && bench.sent()["service_tier"] == nil)
    }

    @Test func othersAreNotAskedForWhatTheyDoNotHave() async throws {
        let bench = try TextBench(.openAI, answering: .hangUp)
        #expect(try await bench.provider.tokens(in: TextBench.question()) == nil)
        #expect(bench.server.connections == 0)
    }
}
