import Core
import HTTP

/// Seedream's and SeedEdit's pictures, by docs.byteplus.com/en/docs/ModelArk/1666945, read 2026-11-21.
///
/// The call waits for the picture and has no name: one whose answer is lost is paid for and can't be found again.
struct ArkImageProvider: ImageGroupProvider {
    let model: Model
    private let call: ServiceCall
    private let download: Download

    init(model: Model, context: AdapterContext) {
        self.model = model
        download = context.download
        call = ServiceCall(model, context, exhausted: ArkCodes.exhausted)
    }

    func image(for request: ImageRequest) async throws(ProviderError) -> GeneratedMedia {
        let reply = try await reply(to: request, group: nil)
        return try await media(of: reply.entries[0], request, tokens: reply.tokens).get()
    }

    func images(for request: ImageRequest, count: Int) async throws(ProviderError) -> GeneratedGroup {
        guard count > 1, count + request.references.count <= model.group else {
            throw .refused(
                reason: "\(model.name) makes at most \(model.group) pictures at once, references counted, "
                    + "not \(count) and \(request.references.count)")
        }
        let entries =
            model.streams ? try await streamed(request, count) : try await reply(to: request, group: count).entries
        var pictures: [Result<GeneratedMedia, ProviderError>] = []
        for entry in entries { pictures.append(await media(of: entry, request)) }
        return GeneratedGroup(pictures)
    }

    /// Of a group that is cut off, the pictures that have come are not lost.
    private func streamed(
        _ request: ImageRequest, _ count: Int
    ) async throws(ProviderError) -> [Result<MadePicture, ProviderError>] {
        var members = try body(of: request, group: count).object ?? [:]
        members["stream"] = true
        let post = call.request("POST", "/images/generations", .object(members), headers: [], isPaid: true)
        return try await call.gated(post) {
            () async throws(ProviderError) -> [Result<MadePicture, ProviderError>] in
            try await outcomes(of: post)
        }
    }

    private func outcomes(of post: HTTPRequest) async throws(ProviderError) -> [Result<MadePicture, ProviderError>] {
        let answer: EventAnswer
        do throws(HTTPError) { answer = try await call.http.events(post) } catch { throw call.meaning(of: error) }
        switch answer {
        case .whole(let response):
            if let refusal = call.meaning(of: response) { throw refusal }
            return try ArkImageReply(response.body, of: call).entries
        case .events(let stream):
            if let refusal = call.meaning(of: stream.head) { throw refusal }
            var events = ArkImageEvents()
            var broken: String?
            do throws(HTTPError) {
                var iterator = stream.makeAsyncIterator()
                while let event = try await iterator.next() { events.take(event, of: call) }
            } catch { broken = call.service.shown("\(error)") }
            return try events.outcomes(brokenOff: broken)
        }
    }

    private func reply(to request: ImageRequest, group: Int?) async throws(ProviderError) -> ArkImageReply {
        let response = try await call.pay("/images/generations", try body(of: request, group: group))
        return try ArkImageReply(response.body, of: call)
    }

    private func media(
        of entry: Result<MadePicture, ProviderError>, _ request: ImageRequest, tokens: Int? = nil
    ) async -> Result<GeneratedMedia, ProviderError> {
        do throws(ProviderError) {
            let picture = try entry.get()
            // A price that is not known here was not known before the call either, and then none is made.
            let cost = model.price.settled(for: request.size, inputTokens: nil, outputTokens: nil) ?? .zero
            let bytes = try await picture.bytes(by: download, of: call.service, cost: cost)
            return .success(
                GeneratedMedia(
                    bytes: bytes, mediaType: MediaType(sniffing: bytes) ?? request.format,
                    seed: model.takesSeed ? request.seed : nil, cost: cost, tokens: tokens))
        } catch { return .failure(error) }
    }

    /// The registry's own fields go first, so that none of them can change what is asked for.
    private func body(of request: ImageRequest, group: Int?) throws(ProviderError) -> JSONValue {
        guard request.mask == nil else {
            throw .refused(reason: "\(model.name) takes no mask; say in words which part is to be changed")
        }
        var members = model.options
        members["model"] = .string(model.id)
        members["prompt"] = .string(PromptText.text(of: request))
        members["size"] = .string(model.sizes == .ofReference ? "adaptive" : request.size.description)
        members["response_format"] = members["response_format"] ?? "url"
        // Otherwise the service marks every picture.
        members["watermark"] = members["watermark"] ?? false
        // Those that make one type only have no such field.
        if model.formats.count > 1 { members["output_format"] = .string(request.format.format) }
        if model.takesSeed { members["seed"] = .integer(Int64(request.seed.value)) }
        let references = request.references.map { JSONValue.string($0.dataURI) }
        if !references.isEmpty { members["image"] = references.count == 1 ? references[0] : .array(references) }
        if let group {
            members["sequential_image_generation"] = "auto"
            members["sequential_image_generation_options"] = ["max_images": .integer(Int64(group))]
        }
        return .object(members.filter { $0.value != .null })
    }
}
