import HTTP
import Testing

@Suite struct HTTPRequestCheckTests {
    let client = HTTPClient(userAgent: "tests")

    @Test(arguments: [
        ("https://user:secret@example.org/path?key=secret", "https://example.org/path"),
        ("https://user:sec/ret@example.org/path", "https://example.org/path"),
        ("https://example.org/@scope/package", "https://example.org/@scope/package"),
        ("https://example.org:8080/a@b", "https://example.org:8080/a@b"),
        ("https://example.org?token=secret", "https://example.org"),
        ("user:secret@example.org", "example.org"),
    ])
    func printsAnAddressWithoutItsSecrets(url: String, printable: String) {
        #expect(HTTPRequest("GET", url).printableURL == printable)
    }

    @Test(arguments: ["", "ftp://u:secret@127.0.0.1/", "file:///etc/passwd", "127.0.0.1/x", "http://127.0.0.1/a b"])
    func refusesWhatIsNoAddress(url: String) async {
        let error = await #expect(throws: HTTPError.self) { try await client.send(HTTPRequest("GET", url)) }
        guard case .invalidURL(let text) = error else {
            Issue.record("\(url) gave \(String(describing: error))")
            return
        }
        #expect(!text.contains("secret"))
    }

    @Test func refusesAHeadFieldThatWouldBecomeTwo() async {
        let request = HTTPRequest(
            "GET", "http://127.0.0.1:1/", headers: [("Authorization", "Bearer hush\r\nHost: elsewhere")])
        let error = await #expect(throws: HTTPError.self) { try await client.send(request) }
        guard case .notSent(let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("Authorization"))
        #expect(!reason.contains("hush"))
    }

    @Test func saysThatNothingWasSentWhereNobodyListens() async {
        let error = await #expect(throws: HTTPError.self) {
            try await client.send(HTTPRequest("POST", "http://u:secret@127.0.0.1:1/", body: .bytes([1])))
        }
        guard case .notSent(let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("http://127.0.0.1:1/"))
        #expect(!reason.contains("secret"))
    }

    @Test func refusesToSendAfterItsEnd() async throws {
        let client = HTTPClient(userAgent: "tests")
        _ = try? await client.send(HTTPRequest("GET", "http://127.0.0.1:1/"))
        await client.shutdown()
        await #expect(throws: HTTPError.notSent(reason: "the HTTP client has been shut down")) {
            try await client.send(HTTPRequest("GET", "http://127.0.0.1:1/"))
        }
        await client.shutdown()
    }
}
