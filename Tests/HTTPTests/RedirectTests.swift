import HTTP
import TestSupport
import Testing

@Suite struct RedirectTests {
    let client = HTTPClient(userAgent: "tests")
    let secret: [(name: String, value: String)] = [
        ("Authorization", "Bearer hush"), ("X-Api-Key", "hush"), ("Accept", "application/json"),
    ]

    private static func redirecting(_ status: Int, to target: @escaping @Sendable () -> String) throws -> LoopbackServer
    {
        try LoopbackServer { request in
            request.path == "/old"
                ? LoopbackReply(status, headers: [("Location", target())]) : LoopbackReply(200, "new")
        }
    }

    @Test(arguments: [301, 302, 307, 308])
    func keepsMethodBodyAndTokenWithinAnOrigin(status: Int) async throws {
        let server = try Self.redirecting(status) { "/new" }
        let answer = try await client.send(
            HTTPRequest("PATCH", server.url + "/old", headers: secret, body: .bytes(Array("b".utf8))))
        #expect(answer.status == 200)
        #expect(answer.url == server.url + "/new")
        #expect(server.requests.map(\.method) == ["PATCH", "PATCH"])
        #expect(server.requests.last?.text == "b")
        #expect(server.requests.last?.header("Authorization") == "Bearer hush")
    }

    @Test func asksWithGetAfterA303() async throws {
        let server = try Self.redirecting(303) { "/new" }
        _ = try await client.send(HTTPRequest("POST", server.url + "/old", body: .bytes([1])))
        #expect(server.requests.map(\.method) == ["POST", "GET"])
        #expect(server.requests.last?.bodyLength == 0)
    }

    @Test func leavesSecretsBehindOnAChangeOfOrigin() async throws {
        let other = try LoopbackServer { _ in LoopbackReply(200, "elsewhere") }
        let target = other.url
        let server = try Self.redirecting(302) { target + "/new" }
        let url = server.url.replacing("http://", with: "http://user:hush@")
        let answer = try await client.send(HTTPRequest("GET", url + "/old", headers: Array(secret.dropFirst())))
        #expect(answer.body == Array("elsewhere".utf8))
        #expect(answer.url == other.url + "/new")
        #expect(server.requests.first?.header("Authorization") != nil)
        let request = try #require(other.requests.first)
        #expect(request.header("Authorization") == nil)
        #expect(request.header("X-Api-Key") == nil)
        #expect(request.header("Accept") == "application/json")
    }

    @Test func carriesNoBodyToAnotherOrigin() async throws {
        let other = try LoopbackServer { _ in LoopbackReply(200) }
        let target = other.url
        let server = try Self.redirecting(307) { target + "/new" }
        let answer = try await client.send(HTTPRequest("POST", server.url + "/old", body: .bytes([1])))
        #expect(answer.status == 307)
        #expect(other.connections == 0)
    }

    @Test func followsNoRedirectWithAPaidRequest() async throws {
        let server = try Self.redirecting(307) { "/new" }
        let answer = try await client.send(HTTPRequest("POST", server.url + "/old", body: .bytes([1]), isPaid: true))
        #expect(answer.status == 307)
        #expect(server.requests.count == 1)
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/x", ""])
    func staysWhereARedirectLeavesHTTP(target: String) async throws {
        let server = try Self.redirecting(302) { target }
        #expect(try await client.send(HTTPRequest("GET", server.url + "/old")).status == 302)
    }

    @Test func givesUpOnARing() async throws {
        let server = try LoopbackServer { _ in LoopbackReply(302, headers: [("Location", "/old")]) }
        let error = await #expect(throws: HTTPError.self) {
            try await client.send(HTTPRequest("GET", server.url + "/old"))
        }
        guard case .noAnswer(let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("redirects"))
        #expect(server.requests.count == 11)
    }
}
