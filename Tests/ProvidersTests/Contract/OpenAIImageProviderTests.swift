import Core
import Foundation
import HTTP
import Imaging
import Providers
import TestSupport
import Testing

/// What each ending of a paid call means, on a server that speaks the service's wire format.
@Suite struct OpenAIImageProviderTests {
    private func outcome(_ reply: LoopbackReply) async throws -> Result<GeneratedMedia, ProviderError> {
        let bench = try PaintBench { _ in reply }
        let outcome = await bench.outcome()
        #expect(bench.server.requests.count == 1, "a paid call is sent once")
        return outcome
    }

    private func error(_ reply: LoopbackReply) async throws -> ProviderError {
        guard case .failure(let error) = try await outcome(reply) else { throw PaintBench.Unexpected() }
        #expect(!"\(error)".contains(PaintBench.key), "a key never reaches a text")
        return error
    }

    private static func isUnknown(_ error: ProviderError) -> Bool {
        if case .unknownOutcome = error { true } else { false }
    }

    // MARK: What is sent

    @Test func sendsWhatTheRegistryAndTheRequestSay() async throws {
        let bench = try PaintBench { _ in (try? PaintServer.picture(PaintBench.png())) ?? .hangUp }
        _ = try await bench.outcome().get()
        let sent = try #require(bench.server.requests.first)
        #expect(sent.method == "POST" && sent.path == "/v1/images/generations")
        #expect(sent.header("Authorization") == "Bearer \(PaintBench.key)")
        #expect(sent.header("Content-Type") == "application/json")
        #expect(
            try JSONValue(parsing: sent.text) == [
                "model": "painter-1", "n": 1, "size": "96x96", "output_format": "png", "quality": "low", "seed": 7,
                "prompt": "A red boat\nStyle: woodcut.\nColours: navy.\nAvoid: text.",
            ])
    }

    @Test func aModelWithoutSeedsIsSentNoneAndClaimsNone() async throws {
        var model = PaintBench.painter
        model = Model(name: "p", provider: "openai", id: "p", price: model.price)
        let bench = try PaintBench(model) { _ in (try? PaintServer.picture(PaintBench.png())) ?? .hangUp }
        let media = try await bench.outcome().get()
        #expect(media.seed == nil)
        #expect(try JSONValue(parsing: try #require(bench.server.requests.first).text)["seed"] == nil)
    }

    @Test func anEditIsAFormWithTheSameFieldsAndThePictures() async throws {
        let pictures = try [32, 40].map { SourcePicture(bytes: try PaintBench.png(side: $0), mediaType: .png) }
        let bench = try PaintBench { _ in (try? PaintServer.picture(PaintBench.png())) ?? .hangUp }
        _ = try await bench.outcome(PaintBench.request(references: pictures)).get()
        let sent = try #require(bench.server.requests.first)
        #expect(sent.method == "POST" && sent.path == "/v1/images/edits")
        #expect(sent.header("Authorization") == "Bearer \(PaintBench.key)")
        let form = try #require(MultipartForm(sent))
        #expect(
            form.fields == [
                "model": "painter-1", "n": "1", "size": "96x96", "output_format": "png", "quality": "low", "seed": "7",
                "prompt": "A red boat\nStyle: woodcut.\nColours: navy.\nAvoid: text.",
            ])
        #expect(form.files.map(\.name) == ["image[]", "image[]"] && form.files.map(\.content) == pictures.map(\.bytes))
        #expect(form.files.map(\.fileName) == ["1.png", "2.png"])
        #expect(form.files.map(\.type) == ["image/png", "image/png"])
    }

    /// Transparent where the picture is to be painted anew, as the service reads it.
    @Test func aMaskGoesIntoAFieldOfItsOwn() async throws {
        let picture = SourcePicture(bytes: try PaintBench.png(), mediaType: .png)
        let mask = try PaintBench.mask()
        let bench = try PaintBench { _ in (try? PaintServer.picture(PaintBench.png())) ?? .hangUp }
        _ = try await bench.outcome(PaintBench.request(references: [picture], mask: mask)).get()
        let sent = try #require(bench.server.requests.first)
        let form = try #require(MultipartForm(sent))
        #expect(form.files.map(\.name) == ["image", "mask"] && form.files.map(\.type) == ["image/png", "image/png"])
        let content = try #require(form.files.last).content
        #expect(content == mask.bytes)
        #expect(try ImageCodec.header(of: content).hasAlpha)
    }

    // MARK: What it costs

    @Test func picturesThatGoAlongAreReservedForAtTheRateOfTokens() throws {
        let price = ModelPrice(
            otherImages: MicroDollars(53_000),
            tokens: TokenPrice(input: MicroDollars(5_000_000), output: MicroDollars(30_000_000)))
        let size = PixelSize(width: 96, height: 96)
        #expect(price.most(for: size, promptBytes: 0) == MicroDollars(53_000))
        #expect(price.most(for: size, promptBytes: 0, pictures: 2) == MicroDollars(113_000))
    }

    @Test func usageSettlesTheCostWhereTokensAreBilled() async throws {
        let price = ModelPrice(
            otherImages: MicroDollars(53_000),
            tokens: TokenPrice(input: MicroDollars(5_000_000), output: MicroDollars(30_000_000)))
        let model = Model(name: "p", provider: "openai", id: "p", price: price)
        let png = try PaintBench.png()
        let counted = try PaintBench(model) { _ in PaintServer.picture(png, usage: (20, 1000)) }
        #expect(try await counted.outcome().get().cost == MicroDollars(30_100))
        let silent = try PaintBench(model) { _ in PaintServer.picture(png) }
        #expect(try await silent.outcome().get().cost == MicroDollars(53_000))
        for usage in [(0, 0), (20, 0), (-5, -9), (-5, 1000)] {
            let odd = try PaintBench(model) { _ in PaintServer.picture(png, usage: usage) }
            #expect(try await odd.outcome().get().cost == MicroDollars(53_000), "a picture that is there is not free")
        }
    }

    // MARK: Refusals: nothing was made, nothing charged

    @Test(arguments: [400, 402, 403, 404, 413, 422])
    func aRefusalIsShownWithTheServicesCodeAndNotForRetrying(status: Int) async throws {
        let echo = "Your request with \(PaintBench.key) was rejected\u{1b}[31m"
        let refusal = PaintServer.refusal(status, "moderation_blocked", echo)
        guard let reason = try await error(refusal).refusal else { throw PaintBench.Unexpected() }
        #expect(reason.contains("\(status) moderation_blocked"))
        #expect(!reason.contains("\u{1b}"))
    }

    @Test func aWrongKeyNamesItsVariable() async throws {
        let refusal = PaintServer.refusal(401, "invalid_api_key", "Incorrect API key: \(PaintBench.key)")
        #expect(try await error(refusal) == .unauthorised(variable: "OPENAI_API_KEY"))
    }

    @Test(
        arguments: [
            ([("Retry-After", "7")], Duration.seconds(7)),
            ([("retry-after-ms", "250"), ("Retry-After", "9")], .milliseconds(250)),
            (
                [("Date", "Sun, 06 Nov 1994 08:49:37 GMT"), ("Retry-After", "Sun, 06 Nov 1994 08:50:07 GMT")],
                .seconds(30)
            ),
            ([("Retry-After", "soon")], nil), ([("Retry-After", "-3")], nil), ([], nil),
            ([("Retry-After", "1e99")], .seconds(86_400)),
        ] as [([(String, String)], Duration?)])
    func patienceIsWhatTheServiceAsksFor(headers: [(String, String)], wait: Duration?) async throws {
        let reply = PaintServer.refusal(429, "rate_limit_exceeded", headers: headers.map { (name: $0.0, value: $0.1) })
        #expect(try await error(reply) == .throttled(after: wait))
    }

    @Test func anEmptyAccountIsNotWaitedFor() async throws {
        guard case .closed(let reason) = try await error(PaintServer.refusal(429, "insufficient_quota")) else {
            throw PaintBench.Unexpected()
        }
        #expect(reason.contains("insufficient_quota"))
    }

    @Test(arguments: [408, 409])
    func aBusyServiceMayBeAskedAgain(status: Int) async throws {
        guard case .unavailable = try await error(PaintServer.refusal(status, "busy")) else {
            throw PaintBench.Unexpected()
        }
    }

    @Test(arguments: [301, 307, 308])
    func aRedirectIsNotFollowedAndTakesNoKeyAnywhere(status: Int) async throws {
        let other = try LoopbackServer { _ in (try? PaintServer.picture(PaintBench.png())) ?? .hangUp }
        let reply = LoopbackReply(status, headers: [("Location", other.url + "/v1/images/generations")])
        guard case .refused = try await error(reply) else { throw PaintBench.Unexpected() }
        #expect(other.connections == 0)
    }

    // MARK: Open outcomes

    @Test(arguments: [500, 502, 504])
    func anotherFailureOfTheServiceLeavesTheOutcomeOpen(status: Int) async throws {
        #expect(Self.isUnknown(try await error(PaintServer.refusal(status, "server_error"))))
    }

    @Test func aFailureThatIsListedAsUnbilledChargedNothing() async throws {
        #expect(
            try await error(PaintServer.refusal(503, "x", headers: [("Retry-After", "4")]))
                == .throttled(after: .seconds(4)))
        guard case .unavailable = try await error(PaintServer.refusal(500, "engine_overloaded")) else {
            throw PaintBench.Unexpected()
        }
    }

    @Test(arguments: [
        LoopbackReply(200, steps: [.bytes(Array("{\"data\":[{\"b64".utf8)), .cut], framing: .length(5000)),
        LoopbackReply(200, steps: [.bytes(Array("{\"data\"".utf8)), .cut], framing: .chunked),
        .hangUp, LoopbackReply(200, "<html>busy</html>"), LoopbackReply(200, "{\"data\":[]}"),
        LoopbackReply(200, "{\"data\":[{}]}"), LoopbackReply(200, "{\"data\":[{\"b64_json\":"), LoopbackReply(200, ""),
        LoopbackReply(200, "{\"error\":{\"code\":\"odd\",\"message\":\"sorry\"}}"),
    ])
    func aCutOrUnreadableAnswerLeavesTheOutcomeOpen(reply: LoopbackReply) async throws {
        #expect(Self.isUnknown(try await error(reply)))
    }

    @Test func anAnswerThatComesTooLateLeavesTheOutcomeOpen() async throws {
        let gate = Latch()
        defer { gate.open() }
        let slow = Model(
            name: "slow", provider: "openai", id: "s", price: PaintBench.painter.price, timeout: .milliseconds(300))
        let bench = try PaintBench(slow) { _ in LoopbackReply(200, steps: [.wait(gate)], framing: .length(10)) }
        guard case .failure(let error) = await bench.outcome() else { throw PaintBench.Unexpected() }
        #expect(Self.isUnknown(error))
        #expect(bench.server.requests.count == 1)
    }

    @Test func whereNobodyListensNothingWasSent() async throws {
        let server = try LoopbackServer { _ in .hangUp }
        server.stop()
        let provider = try PaintBench.provider(PaintBench.painter, at: server.url, HTTPClient(userAgent: "test"))
        let error = await #expect(throws: ProviderError.self) { try await provider.image(for: PaintBench.request()) }
        guard case .unavailable = try #require(error) else { throw PaintBench.Unexpected() }
    }

    @Test func anAddressThatIsNoneIsRefused() async throws {
        let provider = try PaintBench.provider(PaintBench.painter, at: "ftp://x", HTTPClient(userAgent: "test"))
        let error = await #expect(throws: ProviderError.self) { try await provider.image(for: PaintBench.request()) }
        guard case .refused = try #require(error) else { throw PaintBench.Unexpected() }
    }

    // MARK: What was made

    @Test func whatIsNoPictureIsHandedOnWithItsPriceForTheAgentToRefuse() async throws {
        let media = try await outcome(PaintServer.picture(Array("not a picture".utf8))).get()
        #expect(media.cost == MicroDollars(40_000))
        #expect(media.bytes == Array("not a picture".utf8))
    }

    @Test func aPictureOfAnotherSizeIsHandedOnForTheReviewToJudge() async throws {
        let media = try await outcome(PaintServer.picture(PaintBench.png(side: 40))).get()
        #expect(try ImageCodec.header(of: media.bytes).size.width == 40)
    }

    @Test func whatIsNotBase64WasPaidFor() async throws {
        let reply = LoopbackReply(200, "{\"data\":[{\"b64_json\":\"%%%\"}]}")
        guard case .wasted(_, let cost) = try await error(reply) else { throw PaintBench.Unexpected() }
        #expect(cost == MicroDollars(40_000))
    }

    // MARK: Answers by address

    @Test func aPictureIsFetchedFromTheServicesOwnPlaceWithoutTheKey() async throws {
        let png = try PaintBench.png()
        let bench = try PaintBench { request in
            if request.method == "GET" { return LoopbackReply(200, steps: [.bytes(png)]) }
            return PaintServer.address("http://\(request.header("Host") ?? "")/files/1.png?sig=abc")
        }
        #expect(try await bench.outcome().get().bytes == png)
        let fetch = try #require(bench.server.requests.last)
        #expect(fetch.target == "/files/1.png?sig=abc")
        #expect(fetch.header("Authorization") == nil)
    }

    @Test func aPictureElsewhereIsFetchedOnlyWherePlacesAreAllowed() async throws {
        let png = try PaintBench.png()
        let store = try LoopbackServer { _ in LoopbackReply(200, steps: [.bytes(png)]) }
        let refused = try PaintBench { _ in PaintServer.address(store.url + "/1.png") }
        guard case .failure(.wasted(let reason, let cost)) = await refused.outcome() else {
            throw PaintBench.Unexpected()
        }
        #expect(reason.contains("no public address") && cost == MicroDollars(40_000))
        #expect(store.connections == 0)
        let allowed = try PaintBench(allowing: "other:1, 127.0.0.1:\(store.port)") { _ in
            PaintServer.address(store.url + "/1.png")
        }
        #expect(try await allowed.outcome().get().bytes == png)
    }

    @Test(arguments: ["file:///etc/passwd", "gopher://127.0.0.1/", "not an address", "http://[::1]:1/x"])
    func anOddAddressIsNotFollowed(url: String) async throws {
        guard case .wasted = try await error(PaintServer.address(url)) else { throw PaintBench.Unexpected() }
    }

    @Test func aFetchThatFailsIsMadeAgainButNeverThePaidCall() async throws {
        let bench = try PaintBench { request in
            request.method == "GET"
                ? LoopbackReply(503) : PaintServer.address("http://\(request.header("Host") ?? "")/1")
        }
        guard case .failure(.wasted(let reason, _)) = await bench.outcome() else { throw PaintBench.Unexpected() }
        #expect(reason.contains("503"))
        #expect(bench.server.requests.map(\.method) == ["POST", "GET", "GET", "GET"])
    }

    // MARK: Access

    @Test func withoutAKeyTheVariableIsNamed() throws {
        for key in [nil, "", " \n"] {
            let adapters = Adapters(
                environment: key.map { ["OPENAI_API_KEY": $0] } ?? [:], http: HTTPClient(userAgent: "test"),
                queue: ImagingQueue(width: 1))
            guard case .missing(let variable) = adapters.image(PaintBench.painter) else {
                throw PaintBench.Unexpected()
            }
            #expect(variable == "OPENAI_API_KEY")
        }
    }
}
