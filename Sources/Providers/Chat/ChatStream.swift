import Core
import HTTP

/// Puts an answer of `POST /chat/completions` together from the pieces in which it is streamed.
struct ChatStream {
    private(set) var reply = ChatReply()
    /// The calls that are still being written, by their place in the answer.
    private var calls: [Int: Call] = [:]

    private struct Call {
        var id: String?
        var name = ""
        var arguments = ""
    }

    /// Whether the model has ended: what may still come is how much was counted.
    var isWhole: Bool { reply.finish != nil }

    mutating func take(
        _ event: ServerSentEvent, of call: ServiceCall, _ pieces: (TextPiece) -> Void
    ) throws(ProviderError) -> ServiceCall.EventStep {
        if event.isDone { return .last }
        let bytes = Array(event.data.utf8)
        guard let json = JSONValue(answer: bytes), json["error"] == nil || json["error"] == .null else {
            throw call.meaning(ofUnread: bytes, wanted: "a whole answer")
        }
        if let tokens = ChatReply.tokens(json["usage"]) { reply.tokens = tokens }
        guard let choice = json["choices"]?.array?.first else {
            // The count comes last, by itself; some servers then close without another word.
            return reply.tokens != nil && isWhole ? .last : .more
        }
        if let delta = choice["delta"] ?? choice["message"] { take(delta, pieces) }
        if let finish = choice["finish_reason"]?.string { reply.finish = finish }
        return .more
    }

    private mutating func take(_ delta: JSONValue, _ pieces: (TextPiece) -> Void) {
        let text = ChatReply.words(delta["content"])
        if !text.isEmpty {
            reply.text += text
            pieces(.text(text))
        }
        if let reasoning = ChatReply.reasoning(of: delta) {
            reply.reasoning = (reply.reasoning ?? "") + reasoning
            pieces(.reasoning(reasoning))
        }
        if let refusal = delta["refusal"]?.string, !refusal.isEmpty { reply.refusal = (reply.refusal ?? "") + refusal }
        for (place, piece) in (delta["tool_calls"]?.array ?? []).enumerated() {
            var call = calls[piece["index"]?.integer ?? place, default: Call()]
            call.id = piece["id"]?.string ?? call.id
            call.name += piece["function"]?["name"]?.string ?? ""
            let arguments = piece["function"]?["arguments"]
            call.arguments += arguments?.string ?? arguments?.object.map { JSONValue.object($0).text } ?? ""
            calls[piece["index"]?.integer ?? place] = call
        }
        reply.calls = calls.sorted { $0.key < $1.key }.compactMap { place, call in
            call.name.isEmpty
                ? nil
                : ToolCall(
                    id: call.id ?? "call_\(place)", name: call.name,
                    arguments: ChatReply.arguments(.string(call.arguments)))
        }
    }
}
