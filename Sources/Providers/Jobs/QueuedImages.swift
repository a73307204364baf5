import Core

/// Pictures out of a service's queue.
struct QueuedImages<Queue: MediaQueue>: ImageJobProvider {
    let queue: Queue
    var model: Model { queue.model }
    var pace: Duration { model.pace ?? Queue.pace.picture }

    func begin(_ request: ImageRequest) async throws(ProviderError) -> String { try await queue.begin(request) }
    func look(at token: String) async throws(ProviderError) -> JobState { try await queue.look(at: token, kind: .png) }
    func cancel(_ token: String) async throws(ProviderError) { try await queue.cancel(token) }

    func find(_ request: ImageRequest, begun: ClosedRange<Timestamp>) async throws(ProviderError) -> [String]? {
        try await queue.find(request)
    }
}
