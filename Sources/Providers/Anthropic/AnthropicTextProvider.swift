import Core
import HTTP

/// Answers with text over Anthropic's `POST /v1/messages`.
struct AnthropicTextProvider: TextProvider {
    let model: Model
    private let call: ServiceCall
    private static let version: [(name: String, value: String)] = [("anthropic-version", "2023-06-01")]

    init(model: Model, context: AdapterContext) {
        self.model = model
        call = ServiceCall(model, context, exhausted: ["billing_error"])
    }

    func answer(
        to request: TextRequest, pieces: (@Sendable (TextPiece) -> Void)?
    ) async throws(ProviderError) -> GeneratedText {
        var body = AnthropicBody.json(of: request, for: model)
        guard let pieces else {
            return try answer(in: try await call.pay("/v1/messages", .object(body), headers: Self.version), to: request)
        }
        body["stream"] = true
        var stream = AnthropicStream()
        let whole = try await call.stream("/v1/messages", .object(body), headers: Self.version) {
            event throws(ProviderError) in try stream.take(event, of: call, pieces)
        }
        if let whole { return try answer(in: whole, to: request) }
        return stream.reply.generated(for: request, by: model)
    }

    private func answer(
        in response: HTTPResponse, to request: TextRequest
    ) throws(ProviderError) -> GeneratedText {
        guard let json = JSONValue(answer: response.body), let reply = AnthropicReply(json) else {
            throw call.meaning(ofUnread: response.body, wanted: "an answer")
        }
        return reply.generated(for: request, by: model)
    }

    /// By `POST /v1/messages/count_tokens`, which makes nothing and is not billed.
    func tokens(in request: TextRequest) async throws(ProviderError) -> Int? {
        let counted: Set<String> = [
            "model", "messages", "system", "tools", "tool_choice", "thinking", "output_config",
        ]
        let body = AnthropicBody.json(of: request, for: model).filter { counted.contains($0.key) }
        let response = try await call.ask("POST", "/v1/messages/count_tokens", .object(body), headers: Self.version)
        return JSONValue(answer: response.body)?["input_tokens"]?.integer
    }
}
