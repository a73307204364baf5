import Core
import HTTP

/// Pictures of OpenAI's, and of every server that speaks its language: vLLM, LiteLLM, LocalAI.
struct OpenAIImageProvider: ImageProvider {
    let model: Model
    private let call: ServiceCall
    private let download: Download

    init(model: Model, context: AdapterContext) {
        self.model = model
        download = context.download
        call = ServiceCall(
            service: context.service, http: context.http, timeout: model.timeout, unbilled: model.unbilled,
            exhausted: ["insufficient_quota", "billing_hard_limit_reached"])
    }

    func image(for request: ImageRequest) async throws(ProviderError) -> GeneratedMedia {
        let response = try await call.pay("/images/generations", body(of: request))
        let reply = try OpenAIImageReply(response.body, of: call)
        let price = model.price.settled(
            for: request.size, inputTokens: reply.inputTokens, outputTokens: reply.outputTokens)
        // A price that is not known here was not known before the call either, and then none is made.
        let cost = price ?? .zero
        let bytes = try await bytes(of: reply.picture, cost: cost)
        return GeneratedMedia(
            bytes: bytes, mediaType: MediaType(sniffing: bytes) ?? request.format,
            seed: model.takesSeed ? request.seed : nil, cost: cost)
    }

    private func bytes(of picture: OpenAIImageReply.Picture, cost: MicroDollars) async throws(ProviderError) -> [UInt8]
    {
        switch picture {
        case .bytes(let bytes): return bytes
        case .address(let url):
            do {
                return try await download.bytes(of: url)
            } catch {
                throw .wasted(
                    reason: "the picture was made, but could not be fetched: \(call.service.shown(error.reason))",
                    cost: cost)
            }
        case .unreadable:
            throw .wasted(reason: "the picture was made, but came as text that is not base 64", cost: cost)
        }
    }

    /// The registry's own fields go first, so that none of them can change what is asked for.
    private func body(of request: ImageRequest) -> JSONValue {
        var members = model.options
        members["model"] = .string(model.id)
        members["prompt"] = .string(PromptText.text(of: request))
        members["n"] = 1
        members["size"] = .string(request.size.description)
        members["output_format"] = members["output_format"] ?? .string(request.format.format)
        if model.takesSeed { members["seed"] = .integer(Int64(request.seed.value)) }
        // An option that is null takes a field away that a server does not know.
        return .object(members.filter { $0.value != .null })
    }
}
