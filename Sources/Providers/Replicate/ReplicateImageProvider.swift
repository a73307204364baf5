import Core

/// Pictures of models that Replicate hosts.
struct ReplicateImageProvider: ImageJobProvider {
    let model: Model
    var pace: Duration { model.pace ?? .seconds(3) }
    private let predictions: ReplicatePredictions

    init(model: Model, context: AdapterContext) {
        self.model = model
        predictions = ReplicatePredictions(model: model, context: context)
    }

    func begin(_ request: ImageRequest) async throws(ProviderError) -> String {
        try await predictions.begin(
            PlainJobBody(request, for: model).json,
            cost: model.price.settled(for: request.size, inputTokens: nil, outputTokens: nil) ?? .zero)
    }

    func look(at token: String) async throws(ProviderError) -> JobState {
        try await predictions.look(at: token, kind: .png)
    }

    func cancel(_ token: String) async throws(ProviderError) { try await predictions.cancel(token) }
}
