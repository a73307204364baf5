import Core
import HTTP
import Imaging
import Providers
import TestSupport

/// An adapter for text on a server of its own.
struct TextBench {
    static let key = "sk-test-key-that-no-text-may-show"
    let service: TextService
    let server: LoopbackServer
    let http = HTTPClient(userAgent: "test")
    let provider: any TextProvider

    init(
        _ service: TextService, options: [String: JSONValue] = [:], _ handler: @escaping LoopbackServer.Handler
    ) throws {
        self.service = service
        server = try LoopbackServer(handler)
        provider = try Self.provider(service, options: options, at: server.url, http)
    }

    init(_ service: TextService, options: [String: JSONValue] = [:], answering reply: LoopbackReply) throws {
        try self.init(service, options: options) { _ in reply }
    }

    static func provider(
        _ service: TextService, options: [String: JSONValue] = [:], at url: String, _ http: HTTPClient
    ) throws -> any TextProvider {
        let adapters = Adapters(
            environment: [service.keyVariable: " \(key)\n", service.baseVariable: url + service.base + "/"],
            http: http, queue: ImagingQueue(width: 1))
        guard case .ready(let provider) = adapters.text(model(service, options)) else { throw Unexpected() }
        return provider
    }

    struct Unexpected: Error {}

    /// A dollar for a million tokens in, ten for a million out, a tenth for what was cached.
    static func model(_ service: TextService, _ options: [String: JSONValue] = [:]) -> Model {
        Model(
            name: "writer", provider: service.rawValue, id: "writer-1", abilities: [.text, .vision],
            price: ModelPrice(
                tokens: TokenPrice(
                    input: MicroDollars(1_000_000), output: MicroDollars(10_000_000), cached: MicroDollars(100_000))),
            options: options, unbilled: ["529", "engine_overloaded"], timeout: .seconds(120))
    }

    static func question(_ parts: [TextMessage.Part] = [.text("Say hello.")]) -> TextRequest {
        TextRequest(instructions: "You are brief.", parts: parts, answerTokens: 300)
    }

    /// What the call ends with.
    func outcome(_ request: TextRequest = question()) async -> Result<GeneratedText, ProviderError> {
        do throws(ProviderError) { return .success(try await provider.answer(to: request)) } catch {
            return .failure(error)
        }
    }

    /// What it failed by, and that it was sent once.
    func error(_ request: TextRequest = question()) async throws -> ProviderError {
        guard case .failure(let error) = await outcome(request), server.requests.count == 1 else { throw Unexpected() }
        return error
    }

    /// The body of the one request that came in.
    func sent() throws -> JSONValue {
        guard let request = server.requests.first else { throw Unexpected() }
        return try JSONValue(parsing: request.text)
    }
}
