import Core
import HTTP
import TestSupport
import Testing

@testable import Providers

@Suite struct ServiceCallTests {
    private let time = ManualTime()

    private func call(at server: LoopbackServer, _ model: Model = PaintBench.painter) throws -> ServiceCall {
        let variables = Service.Variables(name: "Test", key: "KEY", baseURL: "URL", usualURL: nil)
        var service = try #require(Service(variables, in: ["KEY": "k", "URL": server.url]))
        service.gate = CallGate(traffic: Traffic(time: time, seed: 1), model: model)
        return ServiceCall(
            service: service, http: HTTPClient(userAgent: "test"), timeout: .seconds(120), unbilled: model.unbilled)
    }

    private static func busy(_ headers: [(name: String, value: String)] = []) -> LoopbackReply {
        .json(429, "{\"detail\":\"Request was throttled. Your rate limit resets in ~30s.\"}", headers: headers)
    }

    // MARK: What is asked again

    @Test func aQuestionIsAskedAgainAfterTheRestThatTheServiceAsksFor() async throws {
        let server = try LoopbackServer(
            Script([Self.busy([("Retry-After", "4")]), Self.busy(), .json(200, "{}")]).next)
        #expect(try await call(at: server).ask("GET", "/jobs/1").status == 200)
        #expect(server.requests.count == 3)
        // Nothing of it is the model's: asking how a job stands is free.
        #expect(time.sleeps == [.seconds(4), .seconds(30)])
    }

    @Test(arguments: [400, 401, 403, 404, 413, 422])
    func aRefusalIsNotAskedAgain(status: Int) async throws {
        let server = try LoopbackServer { _ in .json(status, "{}") }
        await #expect(throws: ProviderError.self) { try await call(at: server).ask("GET", "/jobs/1") }
        #expect(server.requests.count == 1)
    }

    @Test(
        arguments: [
            (429, "false", 1), (500, "false", 1), (400, "true", 3), (422, "TRUE", 3), (503, "true", 3), (503, "", 3),
        ])
    func theServiceItselfKnowsWhetherToAskAgain(status: Int, header: String, count: Int) async throws {
        let server = try LoopbackServer { _ in .json(status, "{}", headers: [("x-should-retry", header)]) }
        await #expect(throws: ProviderError.self) { try await call(at: server).ask("GET", "/jobs/1") }
        #expect(server.requests.count == count)
    }

    // MARK: What is paid for

    @Test(arguments: [408, 429, 500, 503])
    func whatIsPaidForIsSentOnce(status: Int) async throws {
        let server = try LoopbackServer { _ in .json(status, "{}", headers: [("Retry-After", "1")]) }
        await #expect(throws: ProviderError.self) { try await call(at: server).pay("/images", [:]) }
        #expect(server.requests.count == 1)
        #expect(time.sleeps.isEmpty)
    }

    @Test func aServersWordDoesNotMakeAFailureUnbilled() async throws {
        let server = try LoopbackServer { _ in .json(500, "{}", headers: [("x-should-retry", "true")]) }
        let error = await #expect(throws: ProviderError.self) { try await call(at: server).pay("/images", [:]) }
        guard case .unknownOutcome = try #require(error) else { throw PaintBench.Unexpected() }
    }

    @Test func theNextCallOfTheModelKeepsTheRestThatOneWasToldOf() async throws {
        let server = try LoopbackServer(
            Script([Self.busy([("Retry-After", "9")]), .json(200, "{}"), Self.busy([("Retry-After", "600")])]).next)
        let call = try call(at: server)
        await #expect(throws: ProviderError.throttled(after: .seconds(9))) { try await call.pay("/images", [:]) }
        _ = try await call.pay("/images", [:])
        #expect(time.sleeps == [.seconds(9)])
        await #expect(throws: ProviderError.throttled(after: .seconds(600))) { try await call.pay("/images", [:]) }
        await #expect(throws: ProviderError.throttled(after: .seconds(600))) { try await call.pay("/images", [:]) }
        #expect(server.requests.count == 3, "a long rest is left to the engine, and nothing is sent meanwhile")
    }

    @Test func noMoreCallsAreUnderWayThanTheModelTakes() async throws {
        let gate = Latch()
        let server = try LoopbackServer { _ in
            await gate.pass()
            return .json(200, "{}")
        }
        let model = Model(
            name: "narrow", provider: "openai", id: "n", price: PaintBench.painter.price, concurrency: 2)
        let call = try call(at: server, model)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<6 { group.addTask { try await call.pay("/images", [:]).status } }
            _ = await server.requests(atLeast: 2)
            // What is free does not wait for them.
            async let free = call.ask("GET", "/jobs/1")
            _ = await server.requests(atLeast: 3)
            #expect(server.requests.filter { $0.path == "/images" }.count == 2)
            gate.open()
            #expect(try await free.status == 200)
            for try await status in group { #expect(status == 200) }
        }
        #expect(server.requests.count == 7)
    }

    // MARK: Streams

    private static func events(_ texts: [String], _ steps: [LoopbackReply.Step] = []) -> LoopbackReply {
        LoopbackReply(
            200, headers: [("Content-Type", "text/event-stream")],
            steps: texts.map { .bytes(Array("data: \($0)\n\n".utf8)) } + steps, framing: .chunked)
    }

    @Test func aStreamIsTakenEventByEventUpToItsLast() async throws {
        let server = try LoopbackServer { _ in Self.events(["1", "2", "[DONE]", "never read"]) }
        var seen: [String] = []
        let whole = try await call(at: server).stream("/chat", ["stream": true]) { event in
            seen.append(event.data)
            return event.isDone ? .last : .more
        }
        #expect(whole == nil && seen == ["1", "2", "[DONE]"])
        #expect(server.requests.first?.header("Accept") == "text/event-stream, application/json")
    }

    @Test(arguments: [[], [LoopbackReply.Step.cut]])
    func aStreamThatEndsBeforeItsLastEventBrokeOff(steps: [LoopbackReply.Step]) async throws {
        let server = try LoopbackServer { _ in Self.events(["1"], steps) }
        let error = await #expect(throws: ProviderError.self) {
            try await call(at: server).stream("/chat", [:]) { $0.isDone ? .last : .more }
        }
        guard case .unknownOutcome = try #require(error) else { throw PaintBench.Unexpected() }
        #expect(server.requests.count == 1)
    }

    @Test func aRefusalAndAnAnswerInOnePieceAreNoStreams() async throws {
        let refusing = try LoopbackServer { _ in Self.busy([("Retry-After", "2")]) }
        await #expect(throws: ProviderError.throttled(after: .seconds(2))) {
            try await call(at: refusing).stream("/chat", [:]) { _ in .more }
        }
        let plain = try LoopbackServer { _ in .json(200, "{\"choices\":[]}") }
        let whole = try await call(at: plain).stream("/chat", [:]) { _ in .more }
        #expect(whole?.body == Array("{\"choices\":[]}".utf8))
    }

    @Test func whatTheTakerThrowsEndsTheStream() async throws {
        let gate = Latch()
        let server = try LoopbackServer { _ in Self.events(["bad"], [.wait(gate)]) }
        await #expect(throws: ProviderError.refused(reason: "bad")) {
            try await call(at: server).stream("/chat", [:]) { event throws(ProviderError) in
                throw .refused(reason: event.data)
            }
        }
        gate.open()
    }
}
