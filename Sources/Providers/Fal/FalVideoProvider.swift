import Core

/// Videos of models that fal hosts.
struct FalVideoProvider: VideoProvider {
    let model: Model
    var pace: Duration { model.pace ?? .seconds(8) }
    private let queue: FalQueue

    init(model: Model, context: AdapterContext) {
        self.model = model
        queue = FalQueue(model: model, context: context)
    }

    func begin(_ request: VideoRequest) async throws(ProviderError) -> String {
        try await queue.begin(PlainJobBody(request, for: model).json, cost: price(of: request) ?? .zero)
    }

    func look(at token: String) async throws(ProviderError) -> JobState { try await queue.look(at: token, kind: .mp4) }
    func cancel(_ token: String) async throws(ProviderError) { try await queue.cancel(token) }
}
