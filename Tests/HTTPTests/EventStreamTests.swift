import Core
import HTTP
import TestSupport
import Testing

@Suite struct EventStreamTests {
    let client = HTTPClient(userAgent: "tests")

    private static let head: [(name: String, value: String)] = [("Content-Type", "text/event-stream; charset=utf-8")]

    private static func events(
        _ steps: [LoopbackReply.Step], framing: LoopbackReply.Framing = .chunked
    ) -> LoopbackReply {
        LoopbackReply(200, headers: head, steps: steps, framing: framing)
    }

    private static func event(_ data: String) -> LoopbackReply.Step { .bytes(Array("data: \(data)\n\n".utf8)) }

    private func stream(_ request: HTTPRequest) async throws -> EventStream {
        guard case .events(let stream) = try await client.events(request) else { throw Unexpected() }
        return stream
    }

    private struct Unexpected: Error {}

    @Test(arguments: [LoopbackReply.Framing.chunked, .untilClose])
    func eventsComeOneAfterTheOtherAndThenTheEnd(framing: LoopbackReply.Framing) async throws {
        let server = try LoopbackServer { _ in
            Self.events([Self.event("1"), Self.event("2"), Self.event("[DONE]")], framing: framing)
        }
        let stream = try await stream(HTTPRequest("POST", server.url + "/chat", body: .bytes([1]), isPaid: true))
        #expect(stream.head.status == 200 && stream.head.url == server.url + "/chat")
        var seen: [String] = []
        for try await event in stream { seen.append(event.data) }
        #expect(seen == ["1", "2", "[DONE]"])
        #expect(server.requests.first?.text == "\u{1}")
    }

    @Test func anEventIsHereBeforeTheNextOneIsWritten() async throws {
        let gate = Latch()
        let server = try LoopbackServer { _ in Self.events([Self.event("1"), .wait(gate), Self.event("2")]) }
        var events = try await stream(HTTPRequest("GET", server.url)).makeAsyncIterator()
        #expect(try await events.next()?.data == "1")
        gate.open()
        #expect(try await events.next()?.data == "2")
        #expect(try await events.next() == nil)
    }

    @Test(arguments: [
        LoopbackReply.json(200, "{\"error\":{\"message\":\"no\"}}"), .json(429, "{}"),
        LoopbackReply(500, headers: head, "data: no\n\n"),
    ])
    func anyOtherAnswerComesInWhole(reply: LoopbackReply) async throws {
        let server = try LoopbackServer { _ in reply }
        guard case .whole(let response) = try await client.events(HTTPRequest("POST", server.url)) else {
            throw Unexpected()
        }
        #expect(response.status == reply.status && !response.body.isEmpty)
    }

    @Test func aRedirectIsFollowedToTheStream() async throws {
        let server = try LoopbackServer { request in
            request.path == "/old"
                ? LoopbackReply(307, headers: [("Location", "/new")] + Self.head, "data: no\n\n")
                : Self.events([Self.event("new")])
        }
        var events = try await stream(HTTPRequest("GET", server.url + "/old")).makeAsyncIterator()
        #expect(try await events.next()?.data == "new")
    }

    /// What had come before is handed over first; then it is said that the answer broke off.
    @Test func aCutStreamThrowsAfterItsLastEvent() async throws {
        let server = try LoopbackServer { _ in Self.events([Self.event("1"), .bytes(Array("data: 2".utf8)), .cut]) }
        var events = try await stream(HTTPRequest("POST", server.url, isPaid: true)).makeAsyncIterator()
        #expect(try await events.next()?.data == "1")
        let error = await #expect(throws: HTTPError.self) { try await events.next() }
        guard case .noAnswer = error else { throw Unexpected() }
        #expect(server.requests.count == 1)
    }

    @Test func aStreamWithoutASignOfLifeIsGivenUp() async throws {
        let gate = Latch()
        defer { gate.open() }
        let server = try LoopbackServer { _ in Self.events([Self.event("1"), .wait(gate)]) }
        var request = HTTPRequest("POST", server.url)
        request.stall = .milliseconds(60)
        let error = await #expect(throws: HTTPError.self) {
            // On a busy machine it may come before the first event does.
            var events = try await stream(request).makeAsyncIterator()
            while try await events.next() != nil {}
        }
        #expect("\(try #require(error))".contains("nothing came or went for 60 ms"))
    }

    @Test func aReaderThatTakesItsTimeHoldsTheSenderUpAndGetsEverything() async throws {
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 100_000)
        let one: [LoopbackReply.Step] = [.bytes(Array("data: ".utf8)), .bytes(piece), .bytes(Array("\n\n".utf8))]
        let count = 300
        let server = try LoopbackServer { _ in Self.events((0..<count).flatMap { _ in one }) }
        let stream = try await stream(HTTPRequest("GET", server.url))
        // Another exchange over the same loop comes and goes while 30 MB wait for a reader.
        _ = try await client.send(HTTPRequest("HEAD", server.url))
        var seen = 0
        for try await event in stream {
            #expect(event.data.utf8.count == piece.count)
            seen += 1
        }
        #expect(seen == count)
    }

    @Test func aStreamThatIsTooLongIsBrokenOff() async throws {
        let server = try LoopbackServer { _ in Self.events([Self.event(String(repeating: "x", count: 5000))]) }
        var events = try await stream(HTTPRequest("GET", server.url, largestAnswer: 4000)).makeAsyncIterator()
        await #expect(throws: HTTPError.answerTooLarge(limit: 4000)) { while try await events.next() != nil {} }
    }

    @Test func cancellingTheReaderAbortsTheTransfer() async throws {
        let gate = Latch()
        let server = try LoopbackServer { _ in Self.events([Self.event("1"), .wait(gate)]) }
        let stream = try await stream(HTTPRequest("GET", server.url))
        let reading = Task { () -> HTTPError? in
            do throws(HTTPError) {
                for try await _ in stream {}
                return nil
            } catch {
                return error
            }
        }
        _ = await server.requests(atLeast: 1)
        reading.cancel()
        #expect(await reading.value == .cancelled)
        gate.open()
    }

    @Test func aStreamThatIsLetGoOfIsBrokenOff() async throws {
        let noise = LoopbackReply.Step.bytes([UInt8](repeating: 10, count: 1 << 20))
        // No socket takes so much while nobody reads.
        let server = try LoopbackServer { _ in Self.events([Self.event("1")] + (0..<400).map { _ in noise }) }
        do {
            var events = try await stream(HTTPRequest("GET", server.url)).makeAsyncIterator()
            #expect(try await events.next()?.data == "1")
        }
        await server.endings(atLeast: 1)
    }
}
