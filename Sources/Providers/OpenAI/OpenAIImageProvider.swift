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
        call = ServiceCall(model, context, exhausted: ["insufficient_quota", "billing_hard_limit_reached"])
    }

    func image(for request: ImageRequest) async throws(ProviderError) -> GeneratedMedia {
        let isEdit = !request.references.isEmpty
        let response =
            isEdit
            ? try await call.pay("/images/edits", form(of: request))
            : try await call.pay("/images/generations", .object(fields(of: request)))
        let reply = try OpenAIImageReply(response.body, of: call)
        let price = model.price.settled(
            for: request.size, inputTokens: reply.inputTokens, outputTokens: reply.outputTokens)
        // A price that is not known here was not known before the call either, and then none is made.
        let cost = price ?? .zero
        let bytes = try await reply.picture.bytes(by: download, of: call.service, cost: cost)
        return GeneratedMedia(
            bytes: bytes, mediaType: MediaType(sniffing: bytes) ?? request.format,
            seed: model.takesSeed ? request.seed : nil, cost: cost, tokens: reply.tokens)
    }

    /// What is asked for; the registry's own fields go first, so that none of them can change it.
    private func fields(of request: ImageRequest) -> [String: JSONValue] {
        var members = model.options
        members["model"] = .string(model.id)
        members["prompt"] = .string(PromptText.text(of: request))
        members["n"] = 1
        members["size"] = .string(request.size.description)
        members["output_format"] = members["output_format"] ?? .string(request.format.format)
        if model.takesSeed { members["seed"] = .integer(Int64(request.seed.value)) }
        // An option that is null takes a field away that a server does not know.
        return members.filter { $0.value != .null }
    }

    /// The same fields and the pictures; a single one goes by the name that every server of this language knows.
    private func form(of request: ImageRequest) -> MultipartBody {
        var form = MultipartBody()
        form.add(fields(of: request))
        let name = request.references.count == 1 ? "image" : "image[]"
        for (place, picture) in request.references.enumerated() { form.add(name, picture, number: place + 1) }
        if let mask = request.mask { form.add("mask", mask, number: 0) }
        return form
    }
}
