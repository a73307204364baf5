import Core
import HTTP
import Imaging
import Providers
import TestSupport
import Testing

/// What Ark alone does: sizes, groups, and answers that are good though no picture was made.
@Suite struct ArkImageProviderTests {
    private static let model = PaintWire.ark.model

    private func bench(_ reply: LoopbackReply, _ model: Model = Self.model) throws -> PaintBench {
        try PaintBench(model) { _ in reply }
    }

    private static func reply(_ entries: [JSONValue], error: JSONValue? = nil) -> LoopbackReply {
        var body: [String: JSONValue] = ["model": "seedling-1", "created": 1_763_700_000, "data": .array(entries)]
        body["error"] = error
        return .json(200, JSONValue.object(body).text)
    }

    private static func entry(_ png: [UInt8]) -> JSONValue {
        ["b64_json": .string(SourcePicture(bytes: png, mediaType: .png).text), "size": "96x96"]
    }

    private static func entry(error code: String) -> JSONValue {
        ["error": ["code": .string(code), "message": "no"]]
    }

    private func sent(_ bench: PaintBench) throws -> JSONValue {
        try JSONValue(parsing: try #require(bench.server.requests.first).text)
    }

    @Test func sendsWhatTheRegistryAndTheRequestSay() async throws {
        let bench = try bench(Self.reply([Self.entry(try PaintBench.png())]))
        _ = try await bench.outcome().get()
        #expect(bench.server.requests.first?.path == "/v1/images/generations")
        #expect(
            try sent(bench) == [
                "model": "seedling-1", "size": "96x96", "output_format": "png", "seed": 7, "watermark": false,
                "response_format": "url",
                "prompt": "A red boat\nStyle: woodcut.\nColours: navy.\nAvoid: text.",
            ])
    }

    @Test func aModelWithoutSeedsAndTypesOfItsOwnIsSentNeither() async throws {
        let model = Model(
            name: "s", provider: "ark", id: "s", sizes: .ofReference, formats: [.jpeg], price: Self.model.price,
            options: ["guidance_scale": 5.5, "watermark": true, "response_format": "b64_json"])
        let bench = try bench(Self.reply([Self.entry(try PaintBench.png())]), model)
        #expect(try await bench.outcome().get().seed == nil)
        let body = try sent(bench)
        #expect(body["seed"] == nil && body["output_format"] == nil && body["size"] == "adaptive")
        #expect(body["guidance_scale"] == 5.5 && body["watermark"] == true && body["response_format"] == "b64_json")
    }

    @Test func severalPicturesGoAlongAsAListInOrder() async throws {
        let pictures = try [32, 40].map { SourcePicture(bytes: try PaintBench.png(side: $0), mediaType: .png) }
        let bench = try bench(Self.reply([Self.entry(try PaintBench.png())]))
        _ = try await bench.outcome(PaintBench.request(references: pictures)).get()
        let request = try #require(bench.server.requests.first)
        #expect(PaintWire.ark.references(of: request) == pictures.map(\.bytes))
        #expect(try sent(bench)["image"]?.array?.first?.string?.hasPrefix("data:image/png;base64,") == true)
    }

    @Test(arguments: [
        "OutputImageSensitiveContentDetected", "InputTextSensitiveContentDetected.PolicyViolation", "Odd",
    ])
    func aPictureThatWasHeldBackIsRefusedAndCostsNothing(code: String) async throws {
        let bench = try bench(Self.reply([Self.entry(error: code)]))
        guard case .failure(let error) = await bench.outcome(), let reason = error.refusal else {
            throw PaintBench.Unexpected()
        }
        #expect(reason.contains(code))
        #expect(bench.server.requests.count == 1)
    }

    @Test func aPictureThatFailedWithinMayBeMadeAgain() async throws {
        guard
            case .failure(.unavailable) = await (try bench(Self.reply([Self.entry(error: "InternalServiceError")])))
                .outcome()
        else { throw PaintBench.Unexpected() }
        guard
            case .failure(.throttled(nil)) = await (try bench(Self.reply([Self.entry(error: "ServerOverloaded")])))
                .outcome()
        else { throw PaintBench.Unexpected() }
    }

    @Test func anErrorInsteadOfDataIsReadForItsCode() async throws {
        func outcome(_ code: String) async throws -> ProviderError? {
            let error: JSONValue = ["code": .string(code), "message": "no"]
            guard case .failure(let error) = await (try bench(Self.reply([], error: error))).outcome() else {
                return nil
            }
            return error
        }
        guard case .declined = try await outcome("InputImageSensitiveContentDetected"),
            case .throttled = try await outcome("AccountRateLimitExceeded"),
            case .unknownOutcome = try await outcome("InternalServiceError")
        else { throw PaintBench.Unexpected() }
    }

    @Test(arguments: ["SetLimitExceeded", "InflightBatchsizeExceeded"])
    func aCapThatNoWaitingMendsIsNotWaitedFor(code: String) async throws {
        guard case .failure(.closed(let reason)) = await (try bench(PaintServer.refusal(429, code))).outcome() else {
            throw PaintBench.Unexpected()
        }
        #expect(reason.contains(code))
    }

    @Test func aMaskIsRefusedBeforeAnythingIsSent() async throws {
        let bench = try bench(Self.reply([]))
        let plain = PaintBench.request()
        let masked = ImageRequest(
            prompt: "x", size: plain.size, format: .png, seed: plain.seed,
            mask: SourcePicture(bytes: [1], mediaType: .png))
        guard case .failure(.refused) = await bench.outcome(masked) else { throw PaintBench.Unexpected() }
        #expect(bench.server.requests.isEmpty)
    }

    // MARK: Groups

    private func group(_ bench: PaintBench, _ model: Model = Self.model, count: Int) async throws -> GeneratedGroup {
        let adapters = Adapters(
            environment: ["ARK_API_KEY": PaintBench.key, "ARK_BASE_URL": bench.server.url + "/v1"], http: bench.http,
            queue: ImagingQueue(width: 1))
        guard case .ready(let provider) = adapters.imageGroups(model) else { throw PaintBench.Unexpected() }
        #expect(provider.price(of: PaintBench.request(), count: count) == MicroDollars(Int64(count) * 40_000))
        return try await provider.images(for: PaintBench.request(), count: count)
    }

    @Test func aGroupIsOneCallWithAnOutcomeForEachPicture() async throws {
        let (first, second) = (try PaintBench.png(side: 32), try PaintBench.png(side: 40))
        let bench = try bench(
            Self.reply([
                Self.entry(first), Self.entry(error: "OutputImageSensitiveContentDetected"), Self.entry(second),
                ["b64_json": "%%%"],
            ]))
        let made = try await group(bench, count: 5)
        #expect(made.pictures.map { try? $0.get().bytes } == [first, nil, second, nil])
        #expect(made.cost == MicroDollars(120_000), "what was held back costs nothing, what can't be read does")
        let body = try sent(bench)
        #expect(body["sequential_image_generation"] == "auto")
        #expect(body["sequential_image_generation_options"] == ["max_images": 5])
        #expect(bench.server.requests.count == 1)
    }

    // MARK: Groups that come in events

    private static let streaming = Model(
        name: "seedling", provider: "ark", id: "seedling-1", abilities: [.image, .edit], price: model.price,
        timeout: .seconds(120), group: 15, streams: true)

    private static func event(_ type: String, _ members: [String: JSONValue] = [:]) -> String {
        let data = JSONValue.object(members.merging(["type": .string(type)]) { _, type in type })
        return "event: \(type)\ndata: \(data.text)\n\n"
    }

    private static func picture(_ place: Int, _ png: [UInt8]) -> String {
        event(
            "image_generation.partial_succeeded",
            [
                "image_index": .integer(Int64(place)),
                "b64_json": .string(SourcePicture(bytes: png, mediaType: .png).text), "size": "96x96",
            ])
    }

    private static func stream(_ text: String, isCut: Bool = false) -> LoopbackReply {
        LoopbackReply(
            200, headers: [("Content-Type", "text/event-stream")],
            steps: [.bytes(Array(text.utf8))] + (isCut ? [.cut] : []), framing: .chunked)
    }

    @Test func aStreamedGroupIsTheSameGroupInTheServicesOrder() async throws {
        let (first, third) = (try PaintBench.png(side: 32), try PaintBench.png(side: 40))
        let failed = Self.event(
            "image_generation.partial_failed",
            ["image_index": 1, "error": ["code": "OutputImageSensitiveContentDetected", "message": "no"]])
        let text =
            ": keep-alive\n\n" + Self.picture(2, third) + Self.event("image_generation.partial_image") + failed
            + Self.picture(0, first) + Self.event("image_generation.completed", ["usage": ["generated_images": 2]])
            + "data: [DONE]\n\n"
        let bench = try bench(Self.stream(text), Self.streaming)
        let made = try await group(bench, Self.streaming, count: 3)
        #expect(made.pictures.map { try? $0.get().bytes } == [first, nil, third])
        #expect(made.cost == MicroDollars(80_000))
        #expect(try sent(bench)["stream"] == true)
    }

    @Test(arguments: [true, false])
    func whatCameBeforeAStreamBrokeOffIsKeptAndTheRestIsOpen(isCut: Bool) async throws {
        let png = try PaintBench.png(side: 32)
        let bench = try bench(Self.stream(Self.picture(0, png), isCut: isCut), Self.streaming)
        let made = try await group(bench, Self.streaming, count: 3)
        #expect(made.pictures.map { try? $0.get().bytes } == [png, nil])
        guard case .failure(.unknownOutcome) = made.pictures.last else { throw PaintBench.Unexpected() }
        #expect(bench.server.requests.count == 1)
    }

    @Test func aStreamWithoutAPictureSaysWhy() async throws {
        let sensitive: [String: JSONValue] = [
            "error": ["code": "InputTextSensitiveContentDetected", "message": "no"]
        ]
        let refused = try bench(Self.stream(Self.event("error", sensitive)), Self.streaming)
        let refusal = await #expect(throws: ProviderError.self) { try await group(refused, Self.streaming, count: 2) }
        guard case .declined = refusal else { throw PaintBench.Unexpected() }
        let empty = try bench(Self.stream("", isCut: true), Self.streaming)
        let open = await #expect(throws: ProviderError.self) { try await group(empty, Self.streaming, count: 2) }
        guard case .unknownOutcome = open else { throw PaintBench.Unexpected() }
        let plain = try bench(PaintServer.refusal(400, "InvalidParameter"), Self.streaming)
        let bad = await #expect(throws: ProviderError.self) { try await group(plain, Self.streaming, count: 2) }
        guard case .refused = bad else { throw PaintBench.Unexpected() }
    }

    @Test func aServiceThatDoesNotStreamIsReadAsAWhole() async throws {
        let png = try PaintBench.png(side: 32)
        let bench = try bench(Self.reply([Self.entry(png)]), Self.streaming)
        #expect(try await group(bench, Self.streaming, count: 2).pictures.map { try? $0.get().bytes } == [png])
    }

    @Test func aGroupThatIsTooLargeIsRefusedBeforeAnythingIsSent() async throws {
        let bench = try bench(Self.reply([]))
        await #expect(throws: ProviderError.self) { try await group(bench, count: 16) }
        #expect(bench.server.requests.isEmpty)
    }

    @Test func aModelThatMakesPicturesSinglyOffersNoGroups() {
        let adapters = Adapters(
            environment: ["ARK_API_KEY": "k"], http: HTTPClient(userAgent: "test"), queue: ImagingQueue(width: 1))
        let single = Model(name: "s", provider: "ark", id: "s", price: Self.model.price)
        guard case .unknown = adapters.imageGroups(single) else {
            #expect(Bool(false), "a model without groups was given out")
            return
        }
    }
}
