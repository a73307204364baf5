import Core

/// A service's queue of jobs, whatever they make: pictures and videos are begun, looked at and ended in the same way.
protocol MediaQueue: Sendable {
    var model: Model { get }
    /// How long to leave a job alone between two looks, where the registry does not say.
    static var pace: (picture: Duration, video: Duration) { get }

    func begin(_ request: ImageRequest) async throws(ProviderError) -> String
    func begin(_ request: VideoRequest) async throws(ProviderError) -> String

    /// `kind`: `.mp4` for a video, any type of picture for a picture.
    func look(at token: String, kind: MediaType) async throws(ProviderError) -> JobState
    func cancel(_ token: String) async throws(ProviderError)

    /// The tokens of those jobs for such a request that are there; nil where the service has no list.
    func find(_ request: ImageRequest) async throws(ProviderError) -> [String]?
    func find(_ request: VideoRequest) async throws(ProviderError) -> [String]?
}

extension MediaQueue {
    func find(_ request: ImageRequest) async throws(ProviderError) -> [String]? { nil }
    func find(_ request: VideoRequest) async throws(ProviderError) -> [String]? { nil }
}
