import Core
import Synchronization
import TestSupport
import Testing

/// Answers that come piece by piece, from each service in its own manner.
@Suite struct TextStreamTests {
    /// Keeps the pieces that it is told of.
    private final class Pieces: Sendable {
        private let state = Mutex<[TextPiece]>([])
        var all: [TextPiece] { state.withLock { $0 } }
        func add(_ piece: TextPiece) { state.withLock { $0.append(piece) } }
    }

    private static func events(_ lines: [String], ending: LoopbackReply.Framing = .chunked) -> LoopbackReply {
        LoopbackReply(
            200, headers: [("Content-Type", "text/event-stream")], steps: lines.map { .bytes(Array($0.utf8)) },
            framing: ending)
    }

    /// "Hel", "lo.", some thinking, a call, and 100 tokens in and 20 out.
    private static func pieces(_ service: TextService) -> [String] {
        switch service {
        case .openAI, .ark:
            let reasoning = service == .ark ? "reasoning_content" : "reasoning"
            return [
                ": hello\n\n",
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}],\"usage\":null}\n\n",
                "data: {\"choices\":[{\"delta\":{\"\(reasoning)\":\"Hm.\"}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\r\n\r\n",
                "data: {\"choices\":[{\"delta\":{\"content\":\"lo.\"}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"function\":{\"name\":\"sum\",\"arguments\":\"{\\\"a\\\"\"}}]}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\":1}\"}}]}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n",
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":20}}\n\n",
                "data: [DONE]\n\n",
            ]
        case .anthropic:
            func event(_ name: String, _ data: String) -> String {
                "event: \(name)\ndata: {\"type\":\"\(name)\",\(data)}\n\n"
            }
            return [
                event(
                    "message_start", "\"message\":{\"content\":[],\"usage\":{\"input_tokens\":100,\"output_tokens\":1}}"
                ),
                event("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\"}"),
                event(
                    "content_block_delta", "\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"Hm.\"}"),
                event(
                    "content_block_delta", "\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"s\"}"),
                event("content_block_stop", "\"index\":0"), event("ping", "\"x\":1"), event("news_of_2030", "\"x\":1"),
                event("content_block_start", "\"index\":1,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"),
                event("content_block_delta", "\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hel\"}"),
                event("content_block_delta", "\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"lo.\"}"),
                event("content_block_stop", "\"index\":1"),
                event(
                    "content_block_start",
                    "\"index\":2,\"content_block\":{\"type\":\"tool_use\",\"id\":\"call_1\",\"name\":\"sum\",\"input\":{}}"
                ),
                event(
                    "content_block_delta",
                    "\"index\":2,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\"\"}"),
                event(
                    "content_block_delta",
                    "\"index\":2,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\":1}\"}"),
                event("content_block_stop", "\"index\":2"),
                event("message_delta", "\"delta\":{\"stop_reason\":\"tool_use\"},\"usage\":{\"output_tokens\":20}"),
                event("message_stop", "\"x\":1"),
            ]
        }
    }

    private func outcome(
        _ bench: TextBench, _ pieces: Pieces = Pieces()
    ) async -> Result<GeneratedText, ProviderError> {
        do throws(ProviderError) {
            return .success(try await bench.provider.answer(to: TextBench.question()) { pieces.add($0) })
        } catch { return .failure(error) }
    }

    @Test(arguments: TextService.allCases)
    func theAnswerIsTheSumOfItsPieces(service: TextService) async throws {
        let bench = try TextBench(service, answering: Self.events(Self.pieces(service)))
        let pieces = Pieces()
        let answer = try await outcome(bench, pieces).get()
        #expect(answer.text == "Hello." && answer.reasoning == "Hm." && answer.ending == .calls)
        #expect(answer.calls == [ToolCall(id: "call_1", name: "sum", arguments: ["a": 1])])
        #expect(answer.tokens == TokenCount(input: 100, output: 20) && answer.cost == MicroDollars(300))
        #expect(pieces.all == [.reasoning("Hm."), .text("Hel"), .text("lo.")])
        #expect(try bench.sent()["stream"] == true)
        #expect(try bench.sent()["stream_options"] == (service == .anthropic ? nil : ["include_usage": true]))
        #expect(bench.server.requests.first?.header("Accept")?.hasPrefix("text/event-stream") == true)
    }

    @Test(arguments: TextService.allCases)
    func wherePiecesAreNotAskedForNothingIsStreamed(service: TextService) async throws {
        let bench = try TextBench(service, answering: service.answer("x"))
        _ = try await bench.outcome().get()
        #expect(try bench.sent()["stream"] == nil && bench.sent()["stream_options"] == nil)
    }

    @Test(arguments: TextService.allCases)
    func anAnswerThatBreaksOffLeavesItsOutcomeOpenWhereverItDoes(service: TextService) async throws {
        let all = Self.pieces(service)
        // Up to the piece in which the model says that it has ended.
        let ended = try #require(
            all.firstIndex { $0.contains("finish_reason\":\"tool_calls") || $0.contains("message_stop") })
        for count in 0..<ended {
            for framing in [LoopbackReply.Framing.untilClose, .chunked] {
                var reply = Self.events(Array(all[..<count]), ending: framing)
                if case .chunked = framing { reply.steps.append(.cut) }
                let bench = try TextBench(service, answering: reply)
                guard case .failure(.unknownOutcome) = await outcome(bench) else { throw TextBench.Unexpected() }
                #expect(bench.server.requests.count == 1)
            }
        }
    }

    @Test(arguments: TextService.allCases)
    func anErrorAmongTheEventsIsOne(service: TextService) async throws {
        let error =
            service == .anthropic
            ? "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}\n\n"
            : "data: {\"error\":{\"code\":\"server_error\",\"message\":\"busy\"}}\n\n"
        for count in [1, 4] {
            let bench = try TextBench(service, answering: Self.events(Self.pieces(service).prefix(count) + [error]))
            guard case .failure(.unknownOutcome(_, let reason)) = await outcome(bench) else {
                throw TextBench.Unexpected()
            }
            #expect(reason?.contains("busy") == true)
        }
        let nonsense = try TextBench(service, answering: Self.events(["data: {not json\n\n"]))
        guard case .failure(.unknownOutcome) = await outcome(nonsense) else { throw TextBench.Unexpected() }
    }

    @Test(arguments: TextService.allCases)
    func arefusalBeforeTheStreamIsReadAsAnyOther(service: TextService) async throws {
        let bench = try TextBench(service, answering: service.refusal(429, "slow", headers: [("Retry-After", "3")]))
        #expect(await outcome(bench) == .failure(.throttled(after: .seconds(3))))
        let html = try TextBench(service, answering: LoopbackReply(200, "<html>busy</html>"))
        guard case .failure(.unknownOutcome) = await outcome(html) else { throw TextBench.Unexpected() }
    }

    @Test(arguments: TextService.allCases)
    func aServiceThatDoesNotStreamIsReadInWhole(service: TextService) async throws {
        let bench = try TextBench(service, answering: service.answer("Whole."))
        #expect(try await outcome(bench).get().text == "Whole.")
    }

    @Test func aServerThatClosesWithoutTheLastMarkHasEndedAllTheSame() async throws {
        let all = Self.pieces(.openAI)
        // Without [DONE]; then without the count too, for which the most is counted.
        let counted = try TextBench(.openAI, answering: Self.events(all.dropLast()))
        #expect(try await outcome(counted).get().cost == MicroDollars(300))
        let silent = try TextBench(.openAI, answering: Self.events(Array(all.dropLast(2))))
        let answer = try await outcome(silent).get()
        #expect(answer.text == "Hello." && answer.tokens == nil)
        #expect(answer.cost == silent.provider.price(of: TextBench.question()))
    }
}
