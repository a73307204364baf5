import HTTP
import TestSupport
import Testing

/// Answers that go on, as server-sent events do.
@Suite(.timeLimit(.minutes(2))) struct ServerStreamTests {
    private static let request = "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n"

    private func serve(
        _ service: EchoService, _ limits: ServerLimits = ServerLimits()
    ) throws -> (server: HTTPServer, client: LoopbackClient) {
        let server = try HTTPServer(
            on: try ListeningSocket(ServerAddress(host: "127.0.0.1", port: 0)), limits: limits, service: service)
        return (server, try LoopbackClient(port: Int(server.address.port)))
    }

    @Test func eachPieceArrivesBeforeTheNextIsWritten() async throws {
        let service = EchoService()
        let (_, client) = try serve(service)
        await client.send(Self.request)
        for number in 1...50 {
            #expect(service.stream.write(Array("data: \(number);".utf8)))
            #expect(await client.text(until: "data: \(number);\r\n").hasPrefix("HTTP/1.1 200"))
        }
        service.stream.finish()
        #expect(await client.text(until: "0\r\n\r\n").hasSuffix("0\r\n\r\n"))
        await service.left.pass()
        #expect(!service.stream.write([1]), "nobody reads any more")
    }

    @Test func whatWasWrittenBeforeComesFirst() async throws {
        let service = EchoService()
        service.stream.write(Array("early".utf8))
        service.stream.finish()
        let (_, client) = try serve(service)
        await client.send(Self.request)
        let text = await client.text(until: "0\r\n\r\n")
        #expect(text.contains("early"))
    }

    @Test func quietStreamIsNotCutOff() async throws {
        let service = EchoService()
        var limits = ServerLimits()
        limits.answerTime = .milliseconds(20)
        limits.headTime = .milliseconds(60)
        let (server, client) = try serve(service, limits)
        await client.send(Self.request)
        service.stream.write(Array("one;".utf8))
        _ = await client.text(until: "one;\r\n")
        // The limits of the stream's connection are over when this one's is.
        let other = try LoopbackClient(port: Int(server.address.port))
        #expect(await other.isCutOff())
        #expect(service.stream.write(Array("two;".utf8)))
        #expect(await client.text(until: "two;\r\n").hasSuffix("two;\r\n"))
    }

    @Test func clientThatLeavesIsNoticedWithTheNextPieces() async throws {
        let service = EchoService()
        let (_, client) = try serve(service)
        await client.send(Self.request)
        service.stream.write(Array("one;".utf8))
        _ = await client.text(until: "one;\r\n")
        client.leave()
        while service.stream.write(Array("more;".utf8)) { await Task.yield() }
        await service.left.pass()
    }

    @Test func clientThatDoesNotReadIsCutOff() async throws {
        let service = EchoService(room: 100_000)
        let (_, client) = try serve(service)
        await client.send(Self.request)
        let piece = [UInt8](repeating: 0x61, count: 50_000)
        while service.stream.write(piece) { await Task.yield() }
        await service.left.pass()
    }
}
