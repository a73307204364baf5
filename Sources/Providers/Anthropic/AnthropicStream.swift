import Core
import HTTP

/// Puts an answer of `POST /v1/messages` together from its events; those that are not known are passed over.
struct AnthropicStream {
    private(set) var reply = AnthropicReply()
    /// The call that a block is, and its arguments as far as they are written.
    private var calls: [Int: (id: String, name: String, arguments: String)] = [:]

    mutating func take(
        _ event: ServerSentEvent, of call: ServiceCall, _ pieces: (TextPiece) -> Void
    ) throws(ProviderError) -> ServiceCall.EventStep {
        let bytes = Array(event.data.utf8)
        guard let json = JSONValue(answer: bytes), let type = json["type"]?.string, type != "error" else {
            throw call.meaning(ofUnread: bytes, wanted: "a whole answer")
        }
        let index = json["index"]?.integer ?? 0
        switch type {
        case "message_start": reply.usage.take(json["message"]?["usage"])
        case "content_block_start":
            guard let block = json["content_block"] else { break }
            if block["type"]?.string == "tool_use", let id = block["id"]?.string, let name = block["name"]?.string {
                calls[index] = (id, name, "")
            } else if let text = block["text"]?.string, !text.isEmpty {
                write(text, pieces)
            }
        case "content_block_delta": take(json["delta"] ?? .null, at: index, pieces)
        case "content_block_stop":
            guard let call = calls.removeValue(forKey: index) else { break }
            reply.calls.append(
                ToolCall(id: call.id, name: call.name, arguments: ChatReply.arguments(.string(call.arguments))))
        case "message_delta":
            reply.stop = json["delta"]?["stop_reason"]?.string ?? reply.stop
            // Each count is of the whole so far: it takes the place of the one before.
            reply.usage.take(json["usage"])
        case "message_stop": return .last
        default: break
        }
        return .more
    }

    private mutating func take(_ delta: JSONValue, at index: Int, _ pieces: (TextPiece) -> Void) {
        switch delta["type"]?.string {
        case "text_delta": write(delta["text"]?.string ?? "", pieces)
        case "thinking_delta":
            guard let text = delta["thinking"]?.string, !text.isEmpty else { return }
            reply.reasoning = (reply.reasoning ?? "") + text
            pieces(.reasoning(text))
        case "input_json_delta": calls[index]?.arguments += delta["partial_json"]?.string ?? ""
        default: break
        }
    }

    private mutating func write(_ text: String, _ pieces: (TextPiece) -> Void) {
        guard !text.isEmpty else { return }
        reply.text += text
        pieces(.text(text))
    }
}
