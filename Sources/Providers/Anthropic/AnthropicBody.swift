import Core

/// The body of `POST /v1/messages`, by Anthropic's reference as of 2026-08.
///
/// It never has a temperature, which newer models refuse. The registry's `cache_control` marks the instructions and the tools, which
/// many requests share, and not what they are about.
enum AnthropicBody {
    /// The registry's own fields go first, so that none of them can change what is asked for.
    static func json(of request: TextRequest, for model: Model) -> [String: JSONValue] {
        var members = model.options
        let mark = members.removeValue(forKey: "cache_control") ?? .null
        members["model"] = .string(model.id)
        members["max_tokens"] = .integer(Int64(request.answerTokens))
        var instructions = FencedText.instructions(of: request)
        if let schema = request.schema {
            if members["output_config"] == .null {
                instructions += "\n\n" + schema.words
            } else {
                var output = members["output_config"]?.object ?? [:]
                output["format"] = ["type": "json_schema", "schema": schema.schema]
                members["output_config"] = .object(output)
            }
        }
        if !instructions.isEmpty {
            members["system"] = [marked(["type": "text", "text": .string(instructions)], mark)]
        }
        members["messages"] = .array(messages(of: request))
        if !request.tools.isEmpty {
            members["tools"] = .array(
                request.tools.enumerated().map { index, tool in
                    marked(self.tool(tool), index == request.tools.count - 1 ? mark : .null)
                })
            // Thinking would have to go back with the results word for word, and a conversation here does not keep it.
            members["thinking"] = members["thinking"] ?? ["type": "disabled"]
        }
        return members.filter { $0.value != .null }
    }

    private static func marked(_ block: [String: JSONValue], _ mark: JSONValue) -> JSONValue {
        var block = block
        if mark != .null { block["cache_control"] = mark }
        return .object(block)
    }

    /// Neighbours of one role become one message: all results of a turn belong into the one after it, before anything else.
    private static func messages(of request: TextRequest) -> [JSONValue] {
        var turns: [(role: String, blocks: [JSONValue])] = []
        for message in request.messages {
            let role = message.role == .assistant ? "assistant" : "user"
            let blocks = blocks(of: message)
            if let last = turns.last, last.role == role {
                turns[turns.count - 1].blocks += blocks
            } else if !blocks.isEmpty {
                turns.append((role, blocks))
            }
        }
        return turns.map { ["role": .string($0.role), "content": .array($0.blocks)] }
    }

    private static func blocks(of message: TextMessage) -> [JSONValue] {
        let parts = message.parts.compactMap(block)
        switch message.role {
        case .user: return parts
        case .assistant:
            return parts
                + message.calls.map { call in
                    [
                        "type": "tool_use", "id": .string(call.id), "name": .string(call.name),
                        "input": call.arguments.object == nil ? [:] : call.arguments,
                    ]
                }
        case .tool(let call, let isError):
            return [
                [
                    "type": "tool_result", "tool_use_id": .string(call), "content": .array(parts),
                    "is_error": .bool(isError),
                ]
            ]
        }
    }

    /// Nil for an empty text, which is refused.
    private static func block(_ part: TextMessage.Part) -> JSONValue? {
        switch part {
        case .text(let text): return text.isEmpty ? nil : ["type": "text", "text": .string(text)]
        case .data(let label, let text):
            return ["type": "text", "text": .string(FencedText.text(text, label: label))]
        case .picture(let picture):
            return [
                "type": "image",
                "source": [
                    "type": "base64", "media_type": .string(picture.mediaType.rawValue),
                    "data": .string(picture.base64),
                ],
            ]
        }
    }

    private static func tool(_ tool: TextTool) -> [String: JSONValue] {
        ["name": .string(tool.name), "description": .string(tool.summary), "input_schema": tool.parameters]
    }
}
