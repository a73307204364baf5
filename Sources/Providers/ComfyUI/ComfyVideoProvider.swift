import Core

/// Videos of a graph that a ComfyUI server runs.
struct ComfyVideoProvider: VideoProvider {
    let model: Model
    var pace: Duration { model.pace ?? .seconds(5) }
    private let server: ComfyServer

    init(model: Model, context: AdapterContext) {
        self.model = model
        server = ComfyServer(model: model, context: context)
    }

    func begin(_ request: VideoRequest) async throws(ProviderError) -> String {
        try await server.begin(Self.values(of: request))
    }

    func look(at token: String) async throws(ProviderError) -> JobState {
        try await server.look(at: token, wanted: .mp4)
    }
    func cancel(_ token: String) async throws(ProviderError) { try await server.cancel(token) }

    func find(_ request: VideoRequest, begun: ClosedRange<Timestamp>) async throws(ProviderError) -> [String]? {
        try await server.find(Self.values(of: request))
    }

    private static func values(of request: VideoRequest) -> [String: JSONValue] {
        let seconds = (request.duration.milliseconds + 500) / 1000
        return [
            "prompt": .string(request.prompt), "negativePrompt": "", "seed": .integer(Int64(request.seed.value)),
            "width": .integer(Int64(request.size.width)), "height": .integer(Int64(request.size.height)),
            "frames": .integer(seconds * Int64(request.framesPerSecond)),
            "fps": .integer(Int64(request.framesPerSecond)), "seconds": .integer(seconds),
        ]
    }
}
