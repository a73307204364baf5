import Core

/// A queue whose answers name no price: what a job costs is what the list says when it is begun, and goes along in its token.
protocol ListPricedQueue: MediaQueue {
    func begin(_ body: JSONValue, cost: MicroDollars) async throws(ProviderError) -> String
}

extension ListPricedQueue {
    static var pace: (picture: Duration, video: Duration) { (.seconds(3), .seconds(8)) }

    func begin(_ request: ImageRequest) async throws(ProviderError) -> String {
        guard request.mask == nil else {
            throw .refused(reason: "\(model.name) is sent no mask; say in words which part is to be changed")
        }
        return try await begin(
            PlainJobBody(request, for: model).json,
            cost: model.price.settled(for: request.size, inputTokens: nil, outputTokens: nil) ?? .zero)
    }

    func begin(_ request: VideoRequest) async throws(ProviderError) -> String {
        try await begin(
            PlainJobBody(request, for: model).json,
            cost: model.price.video?.cost(size: request.size, duration: request.duration) ?? .zero)
    }
}
