import Core

/// The body of `POST /chat/completions`, by OpenAI's specification 2.3.0 of 2026-08-21.
///
/// A registry option that is null takes a field away that a server does not know: without `max_completion_tokens` goes
/// `max_tokens`; without `response_format` a schema stands in the instructions.
enum ChatBody {
    /// The registry's own fields go first, so that none of them can change what is asked for.
    static func json(of request: TextRequest, for model: Model, streams: Bool = false) -> JSONValue {
        var members = model.options
        members["model"] = .string(model.id)
        let limit = JSONValue.integer(Int64(request.answerTokens))
        if members["max_completion_tokens"] != .null {
            members["max_completion_tokens"] = limit
        } else if members["max_tokens"] != .null {
            members["max_tokens"] = limit
        }
        var instructions = FencedText.instructions(of: request)
        if let schema = request.schema {
            if members["response_format"] == nil {
                members["response_format"] = [
                    "type": "json_schema",
                    "json_schema": ["name": .string(schema.name), "schema": schema.schema, "strict": true],
                ]
            } else {
                instructions += "\n\n" + schema.words
            }
        } else {
            // One that the registry sets is for answers in JSON alone.
            members["response_format"] = nil
        }
        let system: JSONValue = ["role": "system", "content": .string(instructions)]
        members["messages"] = .array([system] + request.messages.map(message))
        if streams {
            members["stream"] = true
            members["stream_options"] = members["stream_options"] ?? ["include_usage": true]
        }
        if !request.tools.isEmpty { members["tools"] = .array(request.tools.map(tool)) }
        return .object(members.filter { $0.value != .null })
    }

    private static func message(_ message: TextMessage) -> JSONValue {
        switch message.role {
        case .user: return ["role": "user", "content": content(of: message.parts)]
        case .assistant:
            var members: [String: JSONValue] = ["role": "assistant"]
            members["content"] = message.parts.isEmpty ? .null : content(of: message.parts)
            if !message.calls.isEmpty { members["tool_calls"] = .array(message.calls.map(call)) }
            return .object(members)
        case .tool(let call, _):
            return ["role": "tool", "tool_call_id": .string(call), "content": content(of: message.parts)]
        }
    }

    /// One text where there are only words: some servers take nothing else.
    private static func content(of parts: [TextMessage.Part]) -> JSONValue {
        let words = parts.compactMap(words)
        if words.count == parts.count { return .string(words.joined(separator: "\n\n")) }
        return .array(
            parts.map { part in
                if case .picture(let picture) = part {
                    return ["type": "image_url", "image_url": ["url": .string(picture.dataURI)]]
                }
                return ["type": "text", "text": .string(self.words(part) ?? "")]
            })
    }

    /// Nil for a picture.
    private static func words(_ part: TextMessage.Part) -> String? {
        switch part {
        case .text(let text): text
        case .data(let label, let text): FencedText.text(text, label: label)
        case .picture: nil
        }
    }

    private static func tool(_ tool: TextTool) -> JSONValue {
        [
            "type": "function",
            "function": [
                "name": .string(tool.name), "description": .string(tool.summary), "parameters": tool.parameters,
            ],
        ]
    }

    /// Arguments are a text that holds JSON; what was no JSON when it came goes back as it was.
    private static func call(_ call: ToolCall) -> JSONValue {
        [
            "id": .string(call.id), "type": "function",
            "function": [
                "name": .string(call.name), "arguments": .string(call.arguments.string ?? call.arguments.text),
            ],
        ]
    }
}
