import Core
import HTTP
import Imaging
import Providers
import TestSupport
import Testing

/// What each ending of a paid call for a picture means, for every service in its own wire format.
@Suite struct PaidPictureContractTests {
    private func outcome(
        _ wire: PaintWire, _ reply: LoopbackReply
    ) async throws -> Result<GeneratedMedia, ProviderError> {
        let bench = try PaintBench(wire.model) { _ in reply }
        let outcome = await bench.outcome()
        #expect(bench.server.requests.count == 1, "a paid call is sent once")
        return outcome
    }

    private func error(_ wire: PaintWire, _ reply: LoopbackReply) async throws -> ProviderError {
        guard case .failure(let error) = try await outcome(wire, reply) else { throw PaintBench.Unexpected() }
        #expect(!"\(error)".contains(PaintBench.key), "a key never reaches a text")
        return error
    }

    @Test(arguments: PaintWire.allCases)
    func theVariableThatIsNotSetIsNamed(wire: PaintWire) throws {
        let adapters = Adapters(environment: [:], http: HTTPClient(userAgent: "test"), queue: ImagingQueue(width: 1))
        guard case .missing(let variable) = adapters.image(wire.model) else { throw PaintBench.Unexpected() }
        #expect(variable == wire.variable)
    }

    @Test(arguments: PaintWire.allCases)
    func theKeyGoesAlongWhereThereIsOneAndIsInNoText(wire: PaintWire) async throws {
        let bench = try PaintBench(wire.model) { _ in wire.refusal(401, "denied", "wrong key \(PaintBench.key)") }
        guard case .failure(.unauthorised(let variable)) = await bench.outcome() else { throw PaintBench.Unexpected() }
        #expect(variable == wire.variable)
        let sent = try #require(bench.server.requests.first)
        #expect(sent.header("Authorization") == (wire == .a1111 ? nil : "Bearer \(PaintBench.key)"))
    }

    @Test(arguments: PaintWire.allCases, [400, 403, 404, 413, 422])
    func aRefusalIsShownWithTheServicesWordsAndNotForRetrying(wire: PaintWire, status: Int) async throws {
        // A server without a key can't repeat it.
        let said = wire == .a1111 ? "no" : PaintBench.key
        let refusal = wire.refusal(status, "InvalidParameter.size", "with \(said)\u{1b}[31m")
        guard case .refused(let reason) = try await error(wire, refusal) else { throw PaintBench.Unexpected() }
        #expect(reason.contains("\(status)") && !reason.contains("\u{1b}"))
        #expect(reason.contains("InvalidParameter.size"))
    }

    @Test(
        arguments: [PaintWire.openAI, .ark],
        [
            (400, "OutputImageSensitiveContentDetected"), (400, "InputTextSensitiveContentDetected.PolicyViolation"),
            (403, "moderation_blocked"), (451, "content_policy_violation"),
            (200, "OutputImageSensitiveContentDetected"),
        ])
    func whatModerationRefusesIsToldFromWhatIsAskedForWrongly(
        wire: PaintWire, refusal: (status: Int, code: String)
    ) async throws {
        let reply = wire.refusal(refusal.status, refusal.code, "the picture")
        guard case .declined(let reason) = try await error(wire, reply) else { throw PaintBench.Unexpected() }
        #expect(reason.contains(refusal.code))
    }

    @Test(
        arguments: [
            (PaintWire.openAI, 429, "insufficient_quota"), (.openAI, 402, "billing"), (.ark, 429, "SetLimitExceeded"),
            (.ark, 429, "SetLimitExceeded.Endpoint"), (.ark, 429, "QuotaExceeded.CodingPlanExceeded"),
            (.ark, 429, "InflightBatchsizeExceeded"),
        ])
    func anAccountThatIsUsedUpIsNotAskedAgain(wire: PaintWire, status: Int, code: String) async throws {
        guard case .closed(let reason) = try await error(wire, wire.refusal(status, code)) else {
            throw PaintBench.Unexpected()
        }
        #expect(reason.contains(code))
    }

    /// It is paid for: whatever else the answer says oddly is no reason to lose it.
    @Test(arguments: PaintWire.allCases, OddReply.allCases)
    func aPictureThatHasComeIsKeptHoweverTheRestIsWritten(wire: PaintWire, odd: OddReply) async throws {
        let png = try PaintBench.png()
        #expect(try await outcome(wire, odd.reply(wire, png)).get().bytes == png)
    }

    @Test(arguments: PaintWire.allCases)
    func patienceIsWhatTheServiceAsksFor(wire: PaintWire) async throws {
        let busy = wire.refusal(429, "ModelAccountIpmRateLimitExceeded", headers: [("Retry-After", "7")])
        #expect(try await error(wire, busy) == .throttled(after: .seconds(7)))
        #expect(try await error(wire, wire.refusal(429, "ServerOverloaded")) == .throttled(after: nil))
    }

    @Test(arguments: PaintWire.allCases, [500, 502, 504])
    func aFailureOfTheServiceLeavesTheOutcomeOpenUnlessItIsListedAsUnbilled(
        wire: PaintWire, status: Int
    ) async throws {
        guard case .unknownOutcome = try await error(wire, wire.refusal(status, "InternalServiceError")) else {
            throw PaintBench.Unexpected()
        }
        guard case .unavailable = try await error(wire, wire.refusal(503, "InternalServiceError")) else {
            throw PaintBench.Unexpected()
        }
    }

    @Test(
        arguments: PaintWire.allCases,
        [
            .hangUp,
            LoopbackReply(200, steps: [.bytes(Array("{\"data\":[{\"b64".utf8)), .cut], framing: .length(5000)),
            LoopbackReply(200, steps: [.bytes(Array("{\"images\"".utf8)), .cut], framing: .chunked),
            LoopbackReply(200, "<html>busy</html>"), LoopbackReply(200, ""), LoopbackReply(200, "{\"data\":[]}"),
            LoopbackReply(200, "{\"images\":[]}"), LoopbackReply(200, "{\"data\":[{}]}"), LoopbackReply(200, "[1"),
        ])
    func aCutOrUnreadableAnswerLeavesTheOutcomeOpen(wire: PaintWire, reply: LoopbackReply) async throws {
        guard case .unknownOutcome = try await error(wire, reply) else { throw PaintBench.Unexpected() }
    }

    @Test(arguments: PaintWire.allCases)
    func whereNobodyListensNothingWasSent(wire: PaintWire) async throws {
        let server = try LoopbackServer { _ in .hangUp }
        server.stop()
        let provider = try PaintBench.provider(wire.model, at: server.url, HTTPClient(userAgent: "test"))
        let error = await #expect(throws: ProviderError.self) { try await provider.image(for: PaintBench.request()) }
        guard case .unavailable = try #require(error) else { throw PaintBench.Unexpected() }
    }

    @Test(arguments: PaintWire.allCases)
    func whatIsNoPictureIsHandedOnWithItsPriceForTheAgentToRefuse(wire: PaintWire) async throws {
        let media = try await outcome(wire, wire.picture(Array("not a picture".utf8))).get()
        #expect(media.cost == MicroDollars(40_000) && media.bytes == Array("not a picture".utf8))
    }

    @Test(arguments: PaintWire.allCases)
    func whatIsNotBase64WasPaidFor(wire: PaintWire) async throws {
        let wasted = try await error(wire, wire.picture(text: "%%%"))
        guard case .wasted(_, MicroDollars(40_000)) = wasted else { throw PaintBench.Unexpected() }
    }

    @Test(arguments: PaintWire.allCases.filter(\.hasAddresses))
    func anAddressThatHasExpiredWasPaidForAndIsNotBoughtAgain(wire: PaintWire) async throws {
        let bench = try PaintBench(wire.model) { request in
            guard request.method == "POST" else { return LoopbackReply(403, "<Error>Request has expired</Error>") }
            return PaintServer.address("http://\(request.header("Host") ?? "")/1.jpeg?X-Tos-Expires=86400&sig=a%2Fb")
        }
        guard case .failure(.wasted(let reason, MicroDollars(40_000))) = await bench.outcome() else {
            throw PaintBench.Unexpected()
        }
        #expect(reason.contains("403") && !reason.contains("sig="))
        #expect(bench.server.requests.map(\.method) == ["POST", "GET"])
        #expect(bench.server.requests.last?.target == "/1.jpeg?X-Tos-Expires=86400&sig=a%2Fb")
        #expect(bench.server.requests.last?.header("Authorization") == nil)
    }

    @Test(arguments: PaintWire.allCases)
    func thePictureToChangeGoesAlongByteForByte(wire: PaintWire) async throws {
        let given = try PaintBench.png(side: 40)
        let made = try PaintBench.png(side: 96)
        let bench = try PaintBench(wire.model) { _ in wire.picture(made) }
        let reference = SourcePicture(bytes: given, mediaType: .png)
        let media = try await bench.outcome(PaintBench.request(references: [reference])).get()
        #expect(media.bytes == made && media.cost == MicroDollars(40_000))
        #expect(bench.server.requests.map { wire.references(of: $0) } == [[given]])
    }

    @Test(arguments: PaintWire.allCases, [LoopbackReply.hangUp, LoopbackReply(502), LoopbackReply(200, "{\"data\":")])
    func anEditIsSentOnceAsWell(wire: PaintWire, reply: LoopbackReply) async throws {
        let bench = try PaintBench(wire.model) { _ in reply }
        let reference = SourcePicture(bytes: try PaintBench.png(side: 40), mediaType: .png)
        guard case .failure(.unknownOutcome) = await bench.outcome(PaintBench.request(references: [reference])) else {
            throw PaintBench.Unexpected()
        }
        #expect(bench.server.requests.count == 1)
    }
}
