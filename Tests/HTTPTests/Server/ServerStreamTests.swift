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

    @Test func writerWaitsUntilTheClientHasTakenWhatThereWas() async throws {
        let service = EchoService()
        let (_, client) = try serve(service)
        let piece = [UInt8](repeating: 0x61, count: 300_000)
        #expect(service.stream.write(piece) && service.stream.write(piece))
        async let isDrained = service.stream.drained(to: 0)
        await client.send(Self.request)
        service.stream.write(Array("end;".utf8))
        let text = await client.text(until: "end;\r\n")
        #expect(await isDrained)
        #expect(text.utf8.count { $0 == 0x61 } >= 600_000)
        service.stream.finish()
        #expect(await service.stream.drained(to: 1 << 20) == false, "nobody reads any more")
    }

    @Test func waitingEndsWithTheClientAndWithTheTask() async throws {
        let service = EchoService()
        service.stream.write([UInt8](repeating: 0x61, count: 100))
        async let isDrained = service.stream.drained(to: 0)
        service.stream.finish()
        #expect(await isDrained == false)
        let other = ServerStream()
        other.write([1])
        let waiting = Task { await other.drained(to: 0) }
        waiting.cancel()
        #expect(await waiting.value == false)
    }

    @Test func piecesLargerThanTheRoomGoOutToWhoReads() async throws {
        let service = EchoService(room: 1_000)
        let (_, client) = try serve(service)
        await client.send(Self.request)
        #expect(service.stream.write([UInt8](repeating: 0x62, count: 50_000)), "nothing waited before it")
        service.stream.finish()
        let text = await client.text(until: "0\r\n\r\n")
        #expect(text.utf8.count { $0 == 0x62 } == 50_000)
    }
}
