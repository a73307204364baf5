import Core
import HTTP
import Imaging

/// Pictures of a Stable Diffusion server of one's own, by its API at `/sdapi/v1`; the server makes one after another.
struct A1111ImageProvider: ImageProvider {
    let model: Model
    private let call: ServiceCall
    private let download: Download
    private let queue: ImagingQueue
    /// The id that stands for whichever checkpoint the server has loaded.
    private static let loaded = "current"

    init(model: Model, context: AdapterContext) {
        self.model = model
        download = context.download
        queue = context.queue
        call = ServiceCall(model, context)
    }

    func image(for request: ImageRequest) async throws(ProviderError) -> GeneratedMedia {
        let mask = try await mask(of: request)
        let isEdit = !request.references.isEmpty
        let path = isEdit ? "/sdapi/v1/img2img" : "/sdapi/v1/txt2img"
        let response = try await response(to: path, body(of: request, mask))
        let reply = try A1111ImageReply(response.body, of: call, isFree: model.price.isFree)
        // A price that is not known here was not known before the call either, and then none is made.
        let cost = model.price.settled(for: request.size, inputTokens: nil, outputTokens: nil) ?? .zero
        let bytes = try await reply.picture.bytes(by: download, of: call.service, cost: cost)
        return GeneratedMedia(
            bytes: bytes, mediaType: MediaType(sniffing: bytes) ?? request.format,
            seed: model.takesSeed ? reply.seed ?? request.seed : nil, cost: cost)
    }

    /// It takes as long as the registry says, in the model's own line, and is sent once: the server goes on with what nobody waits for.
    ///
    /// Of what costs nothing no outcome is left open: whoever wants it asks again later.
    private func response(to path: String, _ body: JSONValue) async throws(ProviderError) -> HTTPResponse {
        do throws(ProviderError) {
            return try await call.pay(path, body)
        } catch {
            guard model.price.isFree, case .unknownOutcome(_, let reason) = error else { throw error }
            throw .unavailable(reason: reason ?? "no whole answer came")
        }
    }

    /// As this server wants it: white where it may paint, black elsewhere.
    ///
    /// It goes by the transparency of a mask that has any, and then the other way round.
    private func mask(of request: ImageRequest) async throws(ProviderError) -> SourcePicture? {
        guard let mask = request.mask else { return nil }
        do {
            let bytes = try await queue.run { try EditMask(reading: mask.bytes).blackAndWhite() }
            return SourcePicture(bytes: bytes, mediaType: .png)
        } catch {
            throw .refused(reason: "the mask can't be used: \(error)")
        }
    }

    /// The registry's own fields go first, so that none of them can change what is asked for.
    private func body(of request: ImageRequest, _ mask: SourcePicture?) -> JSONValue {
        var members = model.options
        if model.id != Self.loaded {
            members["override_settings"] = members["override_settings"] ?? ["sd_model_checkpoint": .string(model.id)]
        }
        // The server has a field for what to avoid: it does not stand among the words of the prompt.
        members["prompt"] = .string(PromptText.text(of: request, avoiding: false))
        if let negative = request.negativePrompt { members["negative_prompt"] = .string(negative) }
        members["width"] = .integer(Int64(request.size.width))
        members["height"] = .integer(Int64(request.size.height))
        if model.takesSeed { members["seed"] = .integer(Int64(request.seed.value)) }
        if let reference = request.references.first { members["init_images"] = [.string(reference.base64)] }
        members["mask"] = mask.map { .string($0.base64) }
        return .object(members.filter { $0.value != .null })
    }
}
