import Foundation
import HTTP
import TestSupport
import Testing

@Suite struct HTTPClientTests {
    let client = HTTPClient(userAgent: "showrunner-tests/1")

    @Test func sendsMethodHeadAndBodyAsTheyAre() async throws {
        let server = try LoopbackServer { _ in LoopbackReply(201, headers: [("X-Answer", " yes ")], "made") }
        let answer = try await client.send(
            HTTPRequest(
                "PATCH", server.url + "/a%20b?c=d", headers: [("X-Ask", "why"), ("X-Empty", "")],
                body: .bytes(Array("{}".utf8))))
        #expect(answer.status == 201)
        #expect(answer.headers["x-answer"] == "yes")
        #expect(answer.body == Array("made".utf8))
        let request = try #require(server.requests.first)
        #expect(request.method == "PATCH")
        #expect(request.target == "/a%20b?c=d")
        #expect(request.text == "{}")
        #expect(request.header("X-Ask") == "why")
        #expect(request.header("X-Empty") == "")
        #expect(request.header("User-Agent") == "showrunner-tests/1")
        #expect(request.header("Content-Length") == "2")
        #expect(request.header("Content-Type") == nil)
        #expect(request.header("Expect") == nil)
    }

    @Test(arguments: ["POST", "PUT", "PATCH"])
    func saysThatABodyIsEmpty(method: String) async throws {
        let server = try LoopbackServer { _ in LoopbackReply(204) }
        let answer = try await client.send(HTTPRequest(method, server.url))
        #expect(answer.status == 204)
        #expect(server.requests.first?.header("Content-Length") == "0")
    }

    @Test(arguments: ["GET", "DELETE"])
    func sendsNoLengthWithoutABody(method: String) async throws {
        let server = try LoopbackServer { _ in LoopbackReply(200, "ok") }
        #expect(try await client.send(HTTPRequest(method, server.url)).body == Array("ok".utf8))
        #expect(server.requests.first?.method == method)
        #expect(server.requests.first?.header("Content-Length") == nil)
    }

    @Test func sendsAnAddressesPasswordAndKeepsItOutOfTheAnswer() async throws {
        let server = try LoopbackServer { _ in LoopbackReply(200) }
        let url = server.url.replacing("http://", with: "http://user:hush@") + "/a?b=c"
        #expect(try await client.send(HTTPRequest("GET", url)).url == server.url + "/a?b=c")
        #expect(server.requests.first?.header("Authorization") == GitHTTPBackend.basic("user", "hush"))
    }

    @Test func offersALongBodyBeforeSendingItWhereAsked() async throws {
        let folder = try TemporaryFolder()
        let server = try LoopbackServer(bodies: .inFiles(folder: folder.path)) { _ in LoopbackReply(200) }
        let body = [UInt8](repeating: 1, count: 2 << 20)
        let request = HTTPRequest("PUT", server.url, headers: [("Expect", "100-continue")], body: .bytes(body))
        #expect(try await client.send(request).status == 200)
        let received = try #require(server.requests.first)
        #expect(received.header("Expect") == "100-continue")
        #expect(received.bodyLength == body.count && received.body.isEmpty)
        #expect(try Data(contentsOf: URL(fileURLWithPath: #require(received.bodyFile))) == Data(body))
    }

    @Test func readsAHeadWithoutItsBody() async throws {
        let server = try LoopbackServer { _ in LoopbackReply(200, "not sent") }
        let answer = try await client.send(HTTPRequest("HEAD", server.url))
        #expect(answer.headers["Content-Length"] == "8")
        #expect(answer.body.isEmpty)
    }

    @Test func readsAnAnswerInChunksAndOneThatEndsWithTheConnection() async throws {
        let server = try LoopbackServer { request in
            LoopbackReply(
                200, steps: [.bytes(Array("one ".utf8)), .bytes(Array("two".utf8))],
                framing: request.path == "/chunks" ? .chunked : .untilClose)
        }
        for path in ["/chunks", "/close"] {
            #expect(try await client.send(HTTPRequest("GET", server.url + path)).body == Array("one two".utf8))
        }
    }

    @Test func streamsPartsFromFilesInOrder() async throws {
        let folder = try TemporaryFolder()
        let long = [UInt8](repeating: 65, count: 300_000)
        let files = [
            try folder.write(long, to: "a"), try folder.write("", to: "empty"), try folder.write("tail", to: "b"),
        ]
        let server = try LoopbackServer { _ in LoopbackReply(200) }
        _ = try await client.send(
            HTTPRequest(
                "POST", server.url,
                body: .parts([.bytes([1, 2]), .file(path: files[0]), .file(path: files[1]), .file(path: files[2])])))
        #expect(server.requests.first?.body == [1, 2] + long + Array("tail".utf8))
    }

    @Test func sendsNothingWhereAPartIsMissing() async throws {
        let server = try LoopbackServer { _ in LoopbackReply(200) }
        let request = HTTPRequest("POST", server.url, body: .parts([.file(path: "/nowhere/at/all")]))
        await #expect(throws: HTTPError.notSent(reason: "the file '/nowhere/at/all' can't be read")) {
            try await client.send(request)
        }
        #expect(server.connections == 0)
    }

    @Test func refusesAnAnswerThatIsTooLargeWhileItComesIn() async throws {
        let server = try LoopbackServer { _ in
            LoopbackReply(200, steps: [.bytes([UInt8](repeating: 0, count: 2000))], framing: .chunked)
        }
        await #expect(throws: HTTPError.answerTooLarge(limit: 1999)) {
            try await client.send(HTTPRequest("GET", server.url, largestAnswer: 1999))
        }
        #expect(try await client.send(HTTPRequest("GET", server.url, largestAnswer: 2000)).body.count == 2000)
    }

    @Test func serves40ExchangesAtOnce() async throws {
        let gate = Latch()
        let server = try LoopbackServer { request in
            await gate.pass()
            return LoopbackReply(200, request.path)
        }
        let client = client
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let answer = try await client.send(HTTPRequest("GET", "\(server.url)/\(number)"))
                    return answer.body == Array("/\(number)".utf8)
                }
            }
            _ = await server.requests(atLeast: 40)
            gate.open()
            for try await isRight in group { #expect(isRight) }
        }
    }
}
