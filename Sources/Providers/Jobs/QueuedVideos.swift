import Core

/// Videos out of a service's queue.
struct QueuedVideos<Queue: MediaQueue>: VideoProvider {
    let queue: Queue
    var model: Model { queue.model }
    var pace: Duration { model.pace ?? Queue.pace.video }

    func begin(_ request: VideoRequest) async throws(ProviderError) -> String { try await queue.begin(request) }
    func look(at token: String) async throws(ProviderError) -> JobState { try await queue.look(at: token, kind: .mp4) }
    func cancel(_ token: String) async throws(ProviderError) { try await queue.cancel(token) }

    func find(_ request: VideoRequest, begun: ClosedRange<Timestamp>) async throws(ProviderError) -> [String]? {
        try await queue.find(request)
    }
}
