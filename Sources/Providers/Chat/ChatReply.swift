import Core

/// The answer of `POST /chat/completions`: OpenAI's shape, with what Ark, vLLM, Ollama and relays put otherwise.
struct ChatReply {
    var text = ""
    /// `reasoning_content` of Ark and older vLLM, `reasoning` of Ollama and newer vLLM.
    var reasoning: String?
    var calls: [ToolCall] = []
    var finish: String?
    /// The model's own words for that it would not.
    var refusal: String?
    var tokens: TokenCount?

    init() {}

    /// Nil where it holds no answer.
    init?(_ json: JSONValue) {
        guard let choice = json["choices"]?.array?.first, let message = choice["message"], message.object != nil else {
            return nil
        }
        text = Self.words(message["content"])
        reasoning = Self.reasoning(of: message)
        calls = (message["tool_calls"]?.array ?? []).enumerated().compactMap { Self.call($1, number: $0) }
        finish = choice["finish_reason"]?.string
        refusal = message["refusal"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        tokens = Self.tokens(json["usage"])
    }

    func generated(for request: TextRequest, by model: Model) -> GeneratedText {
        let (text, reasoning) = apart
        return GeneratedText(
            text: text, reasoning: reasoning, calls: calls, ending: ending, tokens: tokens,
            cost: model.price.settled(for: request, tokens, isEmpty: text.isEmpty && calls.isEmpty))
    }

    /// The words without the thoughts before them, which some servers leave there: `<think>…</think>`.
    private var apart: (text: String, reasoning: String?) {
        let start = text.drop { $0.isWhitespace }
        guard start.hasPrefix(Self.thinks), let end = start.firstRange(of: Self.thought) else {
            return (text, reasoning)
        }
        let thoughts = start[..<end.lowerBound].dropFirst(Self.thinks.count)
        return (String(start[end.upperBound...].drop { $0.isWhitespace }), reasoning ?? String(thoughts))
    }

    private static let thinks = "<think>"
    private static let thought = "</think>"

    private var ending: GeneratedText.Ending {
        if let refusal { return .refused(refusal) }
        return switch finish {
        case "content_filter": .refused(text)
        case "length": .cut
        default: calls.isEmpty ? .complete : .calls
        }
    }

    /// A text, or text parts of which there may be several.
    static func words(_ content: JSONValue?) -> String {
        content?.string ?? (content?.array ?? []).compactMap { $0["text"]?.string }.joined()
    }

    static func reasoning(of message: JSONValue) -> String? {
        [message["reasoning_content"]?.string, message["reasoning"]?.string].lazy.compactMap(\.self)
            .first { !$0.isEmpty }
    }

    /// Arguments come as a text that should hold JSON, from some servers as JSON; what is none stays a text.
    private static func call(_ json: JSONValue, number: Int) -> ToolCall? {
        guard let function = json["function"], let name = function["name"]?.string else { return nil }
        return ToolCall(
            id: json["id"]?.string ?? "call_\(number)", name: name, arguments: arguments(function["arguments"]))
    }

    static func arguments(_ json: JSONValue?) -> JSONValue {
        guard let text = json?.string else { return json ?? .object([:]) }
        if text.isEmpty { return .object([:]) }
        // No JSON: whoever called for it says so to the model.
        return (try? JSONValue(parsing: text)) ?? .string(text)
    }

    static func tokens(_ usage: JSONValue?) -> TokenCount? {
        guard let input = usage?["prompt_tokens"]?.count, let output = usage?["completion_tokens"]?.count else {
            return nil
        }
        return TokenCount(
            input: input, output: output, cached: usage?["prompt_tokens_details"]?["cached_tokens"]?.count ?? 0)
    }
}
