import Core
import Foundation
import HTTP
import Imaging
import Media
import Providers
import TestSupport

/// An adapter for jobs on a server of its own.
struct JobBench {
    static let key = "sk-test-key-that-no-text-may-show"
    let server: LoopbackServer
    let folder: TemporaryFolder
    private let adapters: Adapters
    private let http: HTTPClient

    /// `places`: what answers may lead to besides, as `host:port`.
    init(allowing places: [String] = [], _ handler: @escaping LoopbackServer.Handler) throws {
        server = try LoopbackServer(handler)
        folder = try TemporaryFolder()
        http = HTTPClient(userAgent: "test")
        adapters = Adapters(
            environment: [
                "ARK_API_KEY": Self.key, "ARK_BASE_URL": server.url + "/api/v3",
                "OPENAI_API_KEY": Self.key, "OPENAI_BASE_URL": server.url + "/v1", "FAL_KEY": Self.key,
                "FAL_BASE_URL": server.url, "REPLICATE_API_TOKEN": Self.key,
                "REPLICATE_BASE_URL": server.url + "/v1", "COMFYUI_URL": server.url,
                "BOT_ALLOW_HOSTS": places.joined(separator: ","),
            ], http: http, queue: ImagingQueue(width: 1),
            media: MediaTools(environment: ProcessInfo.processInfo.environment), folder: folder.path("jobs"))
    }

    func video(_ model: Model) throws -> Film {
        guard case .ready(let provider) = adapters.video(model) else { throw Unexpected() }
        return Film(provider: provider, bench: self)
    }

    func image(_ model: Model) throws -> Still {
        guard case .ready(let provider) = adapters.imageJobs(model) else { throw Unexpected() }
        return Still(provider: provider, bench: self)
    }

    struct Unexpected: Error {}

    /// An adapter that holds its server for as long as it is held itself.
    struct Film: VideoProvider {
        let provider: any VideoProvider
        let bench: JobBench
        var model: Model { provider.model }
        var pace: Duration { provider.pace }
        func begin(_ request: VideoRequest) async throws(ProviderError) -> String { try await provider.begin(request) }
        func look(at token: String) async throws(ProviderError) -> JobState { try await provider.look(at: token) }
        func cancel(_ token: String) async throws(ProviderError) { try await provider.cancel(token) }
        func price(of request: VideoRequest) -> MicroDollars? { provider.price(of: request) }
        func find(
            _ request: VideoRequest, begun: ClosedRange<Timestamp>
        ) async throws(ProviderError) -> [String]? { try await provider.find(request, begun: begun) }
    }

    struct Still: ImageJobProvider {
        let provider: any ImageJobProvider
        let bench: JobBench
        var model: Model { provider.model }
        var pace: Duration { provider.pace }
        func begin(_ request: ImageRequest) async throws(ProviderError) -> String { try await provider.begin(request) }
        func look(at token: String) async throws(ProviderError) -> JobState { try await provider.look(at: token) }
        func cancel(_ token: String) async throws(ProviderError) { try await provider.cancel(token) }
        func price(of request: ImageRequest) -> MicroDollars? { provider.price(of: request) }
        func find(
            _ request: ImageRequest, begun: ClosedRange<Timestamp>
        ) async throws(ProviderError) -> [String]? { try await provider.find(request, begun: begun) }
    }

    static func request(
        _ prompt: String = "A red boat leaves the harbour", first: SourcePicture? = nil, last: SourcePicture? = nil,
        size: PixelSize = PixelSize(width: 1280, height: 720), seconds: Int = 5, wantsLast: Bool = false
    ) -> VideoRequest {
        VideoRequest(
            prompt: prompt, firstFrame: first, lastFrame: last, size: size, duration: .seconds(seconds),
            framesPerSecond: 24, seed: Seed(7) ?? Seed(hashing: ""), wantsLastFrame: wantsLast)
    }

    /// The head of an MP4 file: enough to be told as one.
    static let film: [UInt8] =
        [0, 0, 0, 16] + Array("ftypisom".utf8) + [0, 0, 2, 0] + [0, 0, 0, 8] + Array("mdat".utf8)

    static func beginning(of provider: any VideoProvider, _ request: VideoRequest = request()) async
        -> Result<String, ProviderError>
    {
        do throws(ProviderError) { return .success(try await provider.begin(request)) } catch { return .failure(error) }
    }

    static func look(_ provider: any JobService, _ token: String) async -> Result<JobState, ProviderError> {
        do throws(ProviderError) { return .success(try await provider.look(at: token)) } catch {
            return .failure(error)
        }
    }
}
