import HTTP
import TestSupport
import Testing

/// Clients that send, or read, too slowly; each limit is made small by the test.
@Suite(.timeLimit(.minutes(2))) struct SlowClientTests {
    let service = EchoService()

    private func serve(_ change: (inout ServerLimits) -> Void) throws -> LoopbackClient {
        var limits = ServerLimits()
        change(&limits)
        let server = try HTTPServer(
            on: try ListeningSocket(ServerAddress(host: "127.0.0.1", port: 0)), limits: limits, service: service)
        return try LoopbackClient(port: Int(server.address.port))
    }

    /// Sends a byte again and again until nobody takes it any more.
    private func drip(_ client: LoopbackClient) async {
        while await client.send("a") { await Task.yield() }
    }

    @Test func whoSendsNothingIsCutOff() async throws {
        let client = try serve { $0.headTime = .milliseconds(50) }
        #expect(await client.isCutOff())
    }

    @Test func headThatDripsIsCutOff() async throws {
        let client = try serve { $0.headTime = .milliseconds(50) }
        await client.send("GET /x HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        await drip(client)
        #expect(service.requests.isEmpty)
    }

    @Test func firstLineThatDripsIsCutOff() async throws {
        let client = try serve { $0.headTime = .milliseconds(50) }
        await client.send("GET /")
        await drip(client)
        #expect(service.requests.isEmpty)
    }

    @Test func bodyThatDripsIsCutOff() async throws {
        let client = try serve { $0.bodyTime = .milliseconds(50) }
        await client.send("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
        #expect(await client.isCutOff())
        #expect(service.requests.isEmpty)
    }

    @Test func chunksWithoutEndAreCutOff() async throws {
        let client = try serve { $0.bodyTime = .milliseconds(50) }
        await client.send("POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        while await client.send("1\r\na\r\n") { await Task.yield() }
        #expect(service.requests.isEmpty)
    }

    @Test func connectionThatIsKeptAndNotUsedIsCutOff() async throws {
        let client = try serve { $0.headTime = .milliseconds(50) }
        await client.send("GET /x HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(await client.reply()?.status == 200)
        #expect(await client.isCutOff())
    }

    @Test func whoWaitsForUsIsNotCutOff() async throws {
        let client = try serve { limits in
            limits.headTime = .milliseconds(20)
            limits.bodyTime = .milliseconds(20)
            limits.answerTime = .milliseconds(20)
        }
        await client.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n")
        await service.asked.pass()
        // Another connection, made later, is cut off first: the limits of this one are over by then.
        let other = try serve { $0.headTime = .milliseconds(60) }
        #expect(await other.isCutOff())
        service.answerAll()
        #expect(await client.reply()?.text == "late\n")
    }
}
