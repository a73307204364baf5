import HTTP
import TestSupport
import Testing

/// A server that stops: what has begun is answered, nothing else is.
@Suite(.timeLimit(.minutes(2))) struct ServerDrainTests {
    let service = EchoService()

    private func serve() throws -> (server: HTTPServer, client: LoopbackClient) {
        let server = try HTTPServer(
            on: try ListeningSocket(ServerAddress(host: "127.0.0.1", port: 0)), service: service)
        return (server, try LoopbackClient(port: Int(server.address.port)))
    }

    private func request(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n" }

    @Test func idleConnectionsEndAtOnce() async throws {
        let (server, client) = try serve()
        await client.send(request("/x"))
        _ = await client.reply()
        await server.drain(within: .seconds(60))
        #expect(await client.isCutOff())
        #expect(throws: LoopbackError.self) { _ = try LoopbackClient(port: Int(server.address.port)) }
    }

    @Test func requestThatHasBegunIsAnswered() async throws {
        let (server, client) = try serve()
        await client.send(request("/later"))
        await service.asked.pass()
        async let drained: Void = server.drain(within: .seconds(60))
        let port = Int(server.address.port)
        // Nobody is let in any more, which shows that it drains.
        while (try? LoopbackClient(port: port)) != nil { await Task.yield() }
        service.answerAll()
        #expect(await client.reply()?.text == "late\n")
        #expect(await client.isCutOff())
        await drained
    }

    @Test func requestThatNobodyAnswersEndsWithTheTime() async throws {
        let (server, client) = try serve()
        await client.send(request("/later"))
        await service.asked.pass()
        await server.drain(within: .milliseconds(50))
        #expect(await client.reply()?.status == 503)
        service.answerAll()  // Too late, and no harm.
    }

    @Test func streamsEnd() async throws {
        let (server, client) = try serve()
        await client.send(request("/stream"))
        service.stream.write(Array("one;".utf8))
        _ = await client.text(until: "one;\r\n")
        await server.drain(within: .seconds(60))
        #expect(await client.text(until: "0\r\n\r\n").hasSuffix("0\r\n\r\n"))
        await service.left.pass()
    }

    @Test func drainingTwiceIsDrainingOnce() async throws {
        let (server, _) = try serve()
        await server.drain(within: .seconds(60))
        await server.drain(within: .seconds(60))
    }
}
