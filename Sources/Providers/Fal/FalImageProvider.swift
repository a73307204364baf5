import Core

/// Pictures of models that fal hosts.
struct FalImageProvider: ImageJobProvider {
    let model: Model
    var pace: Duration { model.pace ?? .seconds(3) }
    private let queue: FalQueue

    init(model: Model, context: AdapterContext) {
        self.model = model
        queue = FalQueue(model: model, context: context)
    }

    func begin(_ request: ImageRequest) async throws(ProviderError) -> String {
        try await queue.begin(
            PlainJobBody(request, for: model).json,
            cost: model.price.settled(for: request.size, inputTokens: nil, outputTokens: nil) ?? .zero)
    }

    func look(at token: String) async throws(ProviderError) -> JobState { try await queue.look(at: token, kind: .png) }
    func cancel(_ token: String) async throws(ProviderError) { try await queue.cancel(token) }
}
