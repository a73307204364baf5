import Core
import TestSupport
import Testing

/// The services that answer with text, each with its wire format.
enum TextService: String, CaseIterable, CustomTestStringConvertible {
    case openAI = "openai"
    case ark
    case anthropic

    var testDescription: String { rawValue }

    var keyVariable: String {
        switch self {
        case .openAI: "OPENAI_API_KEY"
        case .ark: "ARK_API_KEY"
        case .anthropic: "ANTHROPIC_API_KEY"
        }
    }

    var baseVariable: String { keyVariable.replacing("API_KEY", with: "BASE_URL") }

    /// What the service's base ends in.
    var base: String {
        switch self {
        case .openAI: "/v1"
        case .ark: "/api/v3"
        case .anthropic: ""
        }
    }

    var path: String { self == .anthropic ? "/v1/messages" : base + "/chat/completions" }

    /// A code with 429 that no waiting mends.
    var exhausted: String {
        switch self {
        case .openAI: "insufficient_quota"
        case .ark: "SetLimitExceeded"
        case .anthropic: "billing_error"
        }
    }

    enum Ending { case complete, cut, refused, calls }

    /// An answer as the service gives it; `usage` is what it counted, cached tokens apart.
    func answer(
        _ text: String, _ ending: Ending = .complete, usage: (input: Int, output: Int, cached: Int)? = (100, 20, 0)
    ) -> LoopbackReply {
        .json(200, JSONValue.object(self == .anthropic ? message(text, ending, usage) : chat(text, ending, usage)).text)
    }

    private func chat(
        _ text: String, _ ending: Ending, _ usage: (input: Int, output: Int, cached: Int)?
    ) -> [String: JSONValue] {
        var message: [String: JSONValue] = ["role": "assistant", "content": .string(text), "refusal": .null]
        if self == .ark { message["reasoning_content"] = "First I thought." }
        var finish = "stop"
        switch ending {
        case .complete: break
        case .cut: finish = "length"
        case .refused:
            if self == .ark {
                finish = "content_filter"
            } else {
                message["content"] = .null
                message["refusal"] = .string(text)
            }
        case .calls:
            finish = "tool_calls"
            message["content"] = .null
            message["tool_calls"] = [
                [
                    "id": "call_1", "type": "function",
                    "function": ["name": "sum", "arguments": "{\"a\":1,\"b\":2}"],
                ]
            ]
        }
        var members: [String: JSONValue] = [
            "id": "c-1", "object": "chat.completion",
            "choices": [["index": 0, "finish_reason": .string(finish), "message": .object(message)]],
        ]
        members["usage"] = usage.map { count in
            [
                "prompt_tokens": .integer(Int64(count.input)), "completion_tokens": .integer(Int64(count.output)),
                "prompt_tokens_details": ["cached_tokens": .integer(Int64(count.cached))],
            ]
        }
        return members
    }

    private func message(
        _ text: String, _ ending: Ending, _ usage: (input: Int, output: Int, cached: Int)?
    ) -> [String: JSONValue] {
        var content: [JSONValue] = [
            ["type": "thinking", "thinking": "First I thought.", "signature": "s"],
            ["type": "text", "text": .string(text)],
        ]
        var stop = "end_turn"
        switch ending {
        case .complete: break
        case .cut: stop = "max_tokens"
        case .refused: stop = "refusal"
        case .calls:
            stop = "tool_use"
            content.append(["type": "tool_use", "id": "call_1", "name": "sum", "input": ["a": 1, "b": 2]])
        }
        var members: [String: JSONValue] = [
            "id": "msg_1", "type": "message", "role": "assistant", "content": .array(content),
            "stop_reason": .string(stop),
        ]
        members["usage"] = usage.map { count in
            [
                "input_tokens": .integer(Int64(count.input - count.cached)),
                "output_tokens": .integer(Int64(count.output)),
                "cache_creation_input_tokens": 0, "cache_read_input_tokens": .integer(Int64(count.cached)),
            ]
        }
        return members
    }

    /// An error as the service says it.
    func refusal(
        _ status: Int, _ code: String, _ message: String = "no", headers: [(name: String, value: String)] = []
    ) -> LoopbackReply {
        let error: JSONValue =
            self == .anthropic
            ? ["type": "error", "error": ["type": .string(code), "message": .string(message)]]
            : ["error": ["message": .string(message), "type": "x", "code": .string(code)]]
        return .json(status, error.text, headers: headers)
    }
}
