import Core

/// Videos of models that Replicate hosts.
struct ReplicateVideoProvider: VideoProvider {
    let model: Model
    var pace: Duration { model.pace ?? .seconds(8) }
    private let predictions: ReplicatePredictions

    init(model: Model, context: AdapterContext) {
        self.model = model
        predictions = ReplicatePredictions(model: model, context: context)
    }

    func begin(_ request: VideoRequest) async throws(ProviderError) -> String {
        try await predictions.begin(
            PlainJobBody(request, for: model).json,
            cost: price(of: request) ?? .zero)
    }

    func look(at token: String) async throws(ProviderError) -> JobState {
        try await predictions.look(at: token, kind: .mp4)
    }

    func cancel(_ token: String) async throws(ProviderError) { try await predictions.cancel(token) }
}
