import Core
import HTTP

/// Answers with text over `POST /chat/completions`, as OpenAI, Ark and all compatible servers speak it.
struct ChatProvider: TextProvider {
    let model: Model
    private let call: ServiceCall

    /// `exhausted`: the service's codes of a 429 that no waiting mends.
    init(model: Model, context: AdapterContext, exhausted: Set<String>) {
        self.model = model
        call = ServiceCall(
            service: context.service, http: context.http, timeout: model.timeout, unbilled: model.unbilled,
            exhausted: exhausted)
    }

    func answer(
        to request: TextRequest, pieces: (@Sendable (TextPiece) -> Void)?
    ) async throws(ProviderError) -> GeneratedText {
        let response = try await call.pay("/chat/completions", ChatBody.json(of: request, for: model))
        guard let json = JSONValue(answer: response.body), let reply = ChatReply(json) else {
            throw call.meaning(ofUnread: response.body, wanted: "an answer")
        }
        return reply.generated(for: request, by: model)
    }
}
