import Core

/// Pictures of a graph that a ComfyUI server runs.
struct ComfyImageProvider: ImageJobProvider {
    let model: Model
    var pace: Duration { model.pace ?? .seconds(1) }
    private let server: ComfyServer

    init(model: Model, context: AdapterContext) {
        self.model = model
        server = ComfyServer(model: model, context: context)
    }

    func begin(_ request: ImageRequest) async throws(ProviderError) -> String {
        try await server.begin(Self.values(of: request))
    }

    func look(at token: String) async throws(ProviderError) -> JobState {
        try await server.look(at: token, wanted: .png)
    }
    func cancel(_ token: String) async throws(ProviderError) { try await server.cancel(token) }

    func find(_ request: ImageRequest, begun: ClosedRange<Timestamp>) async throws(ProviderError) -> [String]? {
        try await server.find(Self.values(of: request))
    }

    private static func values(of request: ImageRequest) -> [String: JSONValue] {
        [
            "prompt": .string(PromptText.text(of: request)),
            "negativePrompt": .string(request.negativePrompt ?? ""), "seed": .integer(Int64(request.seed.value)),
            "width": .integer(Int64(request.size.width)), "height": .integer(Int64(request.size.height)),
        ]
    }
}
