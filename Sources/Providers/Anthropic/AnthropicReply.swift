import Core

/// The answer of `POST /v1/messages`.
struct AnthropicReply {
    var text = ""
    var reasoning: String?
    var calls: [ToolCall] = []
    var stop: String?
    var usage = AnthropicUsage()

    init() {}

    /// Nil where it holds no answer.
    init?(_ json: JSONValue) {
        guard json["type"]?.string != "error", let blocks = json["content"]?.array else { return nil }
        for block in blocks {
            switch block["type"]?.string {
            case "text": text += block["text"]?.string ?? ""
            case "thinking": reasoning = (reasoning ?? "") + (block["thinking"]?.string ?? "")
            case "tool_use":
                guard let id = block["id"]?.string, let name = block["name"]?.string else { continue }
                calls.append(ToolCall(id: id, name: name, arguments: block["input"] ?? .object([:])))
            default: continue  // Blocks of tools that the service itself runs, and what is not known yet.
            }
        }
        stop = json["stop_reason"]?.string
        usage.take(json["usage"])
    }

    func generated(for request: TextRequest, by model: Model) -> GeneratedText {
        let isEmpty = text.isEmpty && calls.isEmpty
        return GeneratedText(
            text: text, reasoning: reasoning, calls: calls, ending: ending, tokens: usage.tokens,
            cost: model.price.settled(for: request, usage.billed, isEmpty: isEmpty))
    }

    /// A refusal comes with 200.
    private var ending: GeneratedText.Ending {
        switch stop {
        case "refusal": .refused(text)
        case "max_tokens", "model_context_window_exceeded", "pause_turn": .cut
        default: calls.isEmpty ? .complete : .calls
        }
    }
}
