import Core
import TestSupport
import Testing

/// What servers that speak OpenAI's language do otherwise.
@Suite struct ChatQuirksTests {
    private func answer(_ message: String, finish: String = "stop") async throws -> GeneratedText {
        let reply = LoopbackReply.json(200, "{\"choices\":[{\"finish_reason\":\"\(finish)\",\"message\":\(message)}]}")
        return try await TextBench(.openAI, answering: reply).outcome().get()
    }

    @Test func anOptionOfNullTakesAFieldAwayThatAServerDoesNotKnow() async throws {
        let bench = try TextBench(
            .openAI, options: ["max_completion_tokens": .null, "response_format": .null],
            answering: TextService.openAI.answer("{}"))
        var request = TextBench.question()
        request.schema = .prompt(step: "x")
        _ = try await bench.outcome(request).get()
        let sent = try bench.sent()
        #expect(sent["max_completion_tokens"] == nil && sent["max_tokens"] == 300 && sent["response_format"] == nil)
        let system = try #require(sent["messages"]?.array?.first?["content"]?.string)
        #expect(system.contains("JSON Schema") && system.contains("\"required\":[\"prompt\"]"))
    }

    @Test func aFormatOfTheRegistryIsForAnswersInJSONAlone() async throws {
        let options: [String: JSONValue] = ["response_format": ["type": "json_object"]]
        let plain = try TextBench(.openAI, options: options, answering: TextService.openAI.answer("x"))
        _ = try await plain.outcome().get()
        #expect(try plain.sent()["response_format"] == nil)
        let json = try TextBench(.openAI, options: options, answering: TextService.openAI.answer("{}"))
        var request = TextBench.question()
        request.schema = .prompt(step: "x")
        _ = try await json.outcome(request).get()
        #expect(try json.sent()["response_format"] == ["type": "json_object"])
    }

    @Test func reasoningIsReadUnderBothOfItsNames() async throws {
        #expect(try await answer("{\"content\":\"a\",\"reasoning\":\"r\"}").reasoning == "r")
        #expect(try await answer("{\"content\":\"a\",\"reasoning_content\":\"r\"}").reasoning == "r")
        #expect(try await answer("{\"content\":\"a\",\"reasoning\":\"\"}").reasoning == nil)
    }

    @Test func contentMayComeInParts() async throws {
        #expect(try await answer("{\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"text\":\"b\"}]}").text == "ab")
    }

    @Test(
        arguments: [
            ("{\"a\":1}", JSONValue.object(["a": 1])), ("\"{\\\"a\\\":1}\"", ["a": 1]), ("\"\"", [:]), ("null", .null),
            ("\"{not json\"", "{not json"),
        ] as [(String, JSONValue)])
    func argumentsMayBeAnythingAtAll(written: String, read: JSONValue) async throws {
        let call = "{\"function\":{\"name\":\"f\",\"arguments\":\(written)}}"
        let found = try await answer("{\"content\":null,\"tool_calls\":[\(call)]}", finish: "tool_calls")
        #expect(found.calls == [ToolCall(id: "call_0", name: "f", arguments: read)])
    }

    @Test func aCallWithoutANameIsNone() async throws {
        let found = try await answer("{\"content\":\"a\",\"tool_calls\":[{\"function\":{}},7]}")
        #expect(found.calls.isEmpty && found.ending == .complete)
    }
}
