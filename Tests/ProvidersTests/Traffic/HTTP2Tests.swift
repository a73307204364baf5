import Core
import Foundation
import HTTP
import Imaging
import Providers
import TestSupport
import Testing

/// What goes over HTTP/2, and what never does.
@Suite(.enabled("h2 can't be had") { try await TLSServer.isAvailable() }) struct HTTP2Tests {
    private static let model = Model(
        name: "flux", provider: "fal", id: "m/n", price: ModelPrice(otherImages: MicroDollars(25_000)),
        timeout: .seconds(60))

    /// fal's queue at an address, as the program puts it together.
    private static func queue(at url: String, trusting server: TLSServer) throws -> any ImageJobProvider {
        let adapters = Adapters(
            environment: ["FAL_KEY": "k", "FAL_BASE_URL": url],
            http: HTTPClient(userAgent: "test", authorities: server.authority), queue: ImagingQueue(width: 1),
            traffic: Traffic(time: ManualTime(), seed: 1))
        guard case .ready(let provider) = adapters.imageJobs(model) else { throw JobBench.Unexpected() }
        return provider
    }

    private static func token(_ path: String) -> String { "25000 \(path) /result /cancel" }

    /// Five places are kept at each host for what is free, however many streams the connection would carry.
    @Test func whatIsFreeSharesOneConnectionAndKeepsToItsPlaces() async throws {
        let server = try await TLSServer()
        let queue = try Self.queue(at: server.url, trusting: server)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    guard case .working = try await queue.look(at: Self.token("/hold/5")) else {
                        throw JobBench.Unexpected()
                    }
                }
            }
            try await group.waitForAll()
        }
        let counts = try await server.counts()
        #expect(counts.requests.count == 20)
        #expect(counts.requests.allSatisfy { $0.protocol == "h2" })
        #expect(Set(counts.requests.map(\.connection)).count == 1)
        #expect(counts.most == 5)
    }

    /// Where it goes wrong, by the server's path, over whichever protocol.
    @Test(arguments: ["refuse", "reset", "goaway", "cut", "half"])
    func aPaidCallIsSentOnceWhateverTheServerDoesToTheConnection(way: String) async throws {
        let server = try await TLSServer()
        let queue = try Self.queue(at: "\(server.url)/\(way)", trusting: server)
        // A connection over HTTP/2 lies ready, which a paid call has no part in.
        _ = try? await Self.queue(at: server.url, trusting: server).look(at: Self.token("/ok"))
        let error = await #expect(throws: ProviderError.self) { try await queue.begin(PaintBench.request()) }
        guard case .unknownOutcome = try #require(error) else { throw JobBench.Unexpected() }
        let paid = try await server.counts().requests.filter { $0.path.hasPrefix("/\(way)") }
        #expect(paid.count == 1)
        #expect(paid.first?.protocol == "http/1.1", "a frame of HTTP/2 that has libcurl send it again can't come")
    }

    /// Why a paid call keeps away from HTTP/2: there libcurl sends again by itself what a server calls not begun.
    @Test func whatIsFreeIsSentAgainWhereTheServerSaysThatItWasNotBegun() async throws {
        let server = try await TLSServer()
        let client = HTTPClient(userAgent: "test", authorities: server.authority)
        _ = try? await client.send(HTTPRequest("POST", server.url + "/refuse", body: .bytes([1])))
        #expect(try await server.counts().requests.count > 1)
        var once = HTTPRequest("POST", server.url + "/refuse/once", body: .bytes([1]))
        once.isSentOnce = true
        _ = try? await client.send(once)
        #expect(try await server.counts().requests.count { $0.path == "/refuse/once" } == 1)
    }

    /// What it sends back is no HTTP/1.1: the request went out all the same.
    @Test func aServerThatSpeaksOnlyHTTP2LeavesAPaidCallOpen() async throws {
        let server = try await TLSServer()
        let queue = try Self.queue(at: server.stubborn, trusting: server)
        let error = await #expect(throws: ProviderError.self) { try await queue.begin(PaintBench.request()) }
        guard case .unknownOutcome = try #require(error) else { throw JobBench.Unexpected() }
        #expect(try await server.counts().requests.isEmpty)
    }

    @Test(arguments: ["reset", "goaway", "cut", "half"])
    func aConnectionThatBreaksSaysNothingAboutAJob(way: String) async throws {
        let server = try await TLSServer()
        let queue = try Self.queue(at: server.url, trusting: server)
        let error = await #expect(throws: ProviderError.self) { try await queue.look(at: Self.token("/\(way)")) }
        guard case .unavailable = try #require(error) else { throw JobBench.Unexpected() }
        // Asked again, and a connection that was given up is no hindrance to the next call.
        #expect(try await server.counts().requests.count >= 3)
        guard case .working = try await queue.look(at: Self.token("/ok")) else { throw JobBench.Unexpected() }
    }

    /// Nobody is asked for money over a connection that may be somebody else's.
    @Test func aPaidCallToAnUntrustedServerIsNotMade() async throws {
        let server = try await TLSServer()
        let adapters = Adapters(
            environment: ["FAL_KEY": "k", "FAL_BASE_URL": server.url], http: HTTPClient(userAgent: "test"),
            queue: ImagingQueue(width: 1))
        guard case .ready(let queue) = adapters.imageJobs(Self.model) else { throw JobBench.Unexpected() }
        let error = await #expect(throws: ProviderError.self) { try await queue.begin(PaintBench.request()) }
        guard case .refused(let reason) = try #require(error) else { throw JobBench.Unexpected() }
        #expect(reason.contains("SSL_CERT_FILE"))
        #expect(try await server.counts().requests.isEmpty)
    }
}
