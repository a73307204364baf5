import Core
import HTTP

/// Answers with text over `POST /chat/completions`, as OpenAI, Ark and all compatible servers speak it.
struct ChatProvider: TextProvider {
    let model: Model
    private let call: ServiceCall

    /// `exhausted`: the service's codes of a 429 that no waiting mends.
    init(model: Model, context: AdapterContext, exhausted: Set<String>) {
        self.model = model
        call = ServiceCall(model, context, exhausted: exhausted)
    }

    func answer(
        to request: TextRequest, pieces: (@Sendable (TextPiece) -> Void)?
    ) async throws(ProviderError) -> GeneratedText {
        if let pieces { return try await streamed(request, pieces) }
        let response = try await call.pay("/chat/completions", ChatBody.json(of: request, for: model))
        return try answer(in: response, to: request)
    }

    private func streamed(
        _ request: TextRequest, _ pieces: @Sendable (TextPiece) -> Void
    ) async throws(ProviderError) -> GeneratedText {
        var stream = ChatStream()
        let body = ChatBody.json(of: request, for: model, streams: true)
        do throws(ProviderError) {
            let whole = try await call.stream("/chat/completions", body) { event throws(ProviderError) in
                try stream.take(event, of: call, pieces)
            }
            if let whole { return try answer(in: whole, to: request) }
        } catch {
            // Some servers close after the last piece without saying that it was the last.
            guard case .unknownOutcome = error, stream.isWhole else { throw error }
        }
        return stream.reply.generated(for: request, by: model)
    }

    private func answer(
        in response: HTTPResponse, to request: TextRequest
    ) throws(ProviderError) -> GeneratedText {
        guard let json = JSONValue(answer: response.body), let reply = ChatReply(json) else {
            throw call.meaning(ofUnread: response.body, wanted: "an answer")
        }
        return reply.generated(for: request, by: model)
    }
}
