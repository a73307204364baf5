import Core
import HTTP
import Imaging
import TestSupport
import Testing

@testable import Providers

/// A connection may break at any stage of an exchange: one picture is never bought twice.
@Suite struct BoughtOnceTests {
    private static func provider(
        at server: DroppingServer, _ time: ManualTime
    ) throws -> any ImageProvider {
        let adapters = Adapters(
            environment: ["OPENAI_API_KEY": "k", "OPENAI_BASE_URL": server.url], http: HTTPClient(userAgent: "test"),
            queue: ImagingQueue(width: 1), traffic: Traffic(time: time, seed: 1))
        guard case .ready(let provider) = adapters.image(PaintBench.painter) else { throw PaintBench.Unexpected() }
        return provider
    }

    @Test(arguments: DroppingServer.Stage.allCases)
    func aPaidCallIsSentOnceWhereverTheConnectionBreaks(stage: DroppingServer.Stage) async throws {
        let server = try DroppingServer(at: stage)
        defer { server.stop() }
        let time = ManualTime()
        let provider = try Self.provider(at: server, time)
        let error = await #expect(throws: ProviderError.self) { try await provider.image(for: PaintBench.request()) }
        switch try #require(error) {
        // Whether a connection that is reset at once was one yet, each side may see otherwise; nothing went over it.
        case .unavailable: #expect([.refused, .beforeAccept].contains(stage), "else a byte may have arrived")
        case .unknownOutcome: #expect(stage != .refused)
        default: Issue.record("\(String(describing: error))")
        }
        #expect(server.counts.connections == (stage == .refused ? 0 : 1))
        #expect(server.counts.wholeRequests == (stage.isAfterRequest ? 1 : 0))
        #expect(time.sleeps.isEmpty)
    }

    @Test(arguments: DroppingServer.Stage.allCases)
    func aPaidStreamIsSentOnceToo(stage: DroppingServer.Stage) async throws {
        let server = try DroppingServer(at: stage)
        defer { server.stop() }
        let call = try Self.call(at: server.url, ManualTime())
        let error = await #expect(throws: ProviderError.self) {
            try await call.stream("/chat", ["stream": true]) { _ in .more }
        }
        switch try #require(error) {
        case .unavailable: #expect([.refused, .beforeAccept].contains(stage))
        case .unknownOutcome: #expect(stage != .refused)
        default: Issue.record("\(String(describing: error))")
        }
        #expect(server.counts.connections == (stage == .refused ? 0 : 1))
    }

    @Test(arguments: DroppingServer.Stage.allCases.filter { $0 != .refused && $0 != .beforeAccept })
    func whatCostsNothingIsAskedThreeTimes(stage: DroppingServer.Stage) async throws {
        let server = try DroppingServer(at: stage)
        defer { server.stop() }
        let time = ManualTime()
        let call = try Self.call(at: server.url, time)
        let error = await #expect(throws: ProviderError.self) { try await call.ask("POST", "/jobs/1", ["a": "bc"]) }
        guard case .unavailable = try #require(error) else { throw PaintBench.Unexpected() }
        #expect(server.counts.connections == 3)
        #expect(time.sleeps.count == 2)
    }

    private static func call(at url: String, _ time: ManualTime) throws -> ServiceCall {
        let variables = Service.Variables(name: "Test", key: "KEY", baseURL: "URL", usualURL: nil)
        var service = try #require(Service(variables, in: ["KEY": "k", "URL": url]))
        service.gate = CallGate(traffic: Traffic(time: time, seed: 1), model: PaintBench.painter)
        return ServiceCall(
            service: service, http: HTTPClient(userAgent: "test"), timeout: .seconds(120), unbilled: [])
    }
}
