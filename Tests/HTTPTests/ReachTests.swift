import TestSupport
import Testing

@testable import HTTP

@Suite struct ReachTests {
    @Test(
        arguments: [
            ([8, 8, 8, 8], true), ([1, 1, 1, 1], true), ([127, 0, 0, 1], false), ([10, 1, 2, 3], false),
            ([172, 15, 0, 1], true), ([172, 16, 0, 1], false), ([172, 31, 255, 255], false), ([192, 168, 1, 1], false),
            ([169, 254, 169, 254], false), ([100, 64, 0, 1], false), ([100, 128, 0, 1], true), ([0, 0, 0, 0], false),
            ([224, 0, 0, 1], false), ([255, 255, 255, 255], false), ([198, 18, 0, 1], false), ([], false), ([1], false),
        ] as [([UInt8], Bool)])
    func tellsPublicAddressesOfVersion4(bytes: [UInt8], isPublic: Bool) {
        #expect(PublicAddress.isPublic(bytes) == isPublic)
        guard bytes.count == 4 else { return }
        let mapped = [UInt8](repeating: 0, count: 10) + [0xff, 0xff] + bytes
        #expect(PublicAddress.isPublic(mapped) == isPublic, "nor is it one in the clothes of version 6")
    }

    @Test(
        arguments: [
            ([0x26, 0x06, 0x47, 0], true), ([0x2a, 0, 0x14, 0x50], true), ([0xfe, 0x80], false), ([0xfc, 0], false),
            ([0xfd, 0x12], false), ([0xff, 0x02], false), ([0x20, 0x01, 0x0d, 0xb8], false),
            ([0x20, 0x02, 10, 0], false),
            ([0x20, 0x01, 0, 0], false), ([0x20, 0x01, 0x48, 0x60], true),
        ] as [([UInt8], Bool)])
    func tellsPublicAddressesOfVersion6(head: [UInt8], isPublic: Bool) {
        #expect(PublicAddress.isPublic(head + [UInt8](repeating: 1, count: 16 - head.count)) == isPublic)
    }

    @Test func theAddressOfThisHostIsNotPublic() {
        #expect(!PublicAddress.isPublic([UInt8](repeating: 0, count: 15) + [1]))
        #expect(!PublicAddress.isPublic([UInt8](repeating: 0, count: 16)))
    }

    @Test(arguments: ["127.0.0.1", "localhost"])
    func aGuardedRequestNeverReachesThisHost(host: String) async throws {
        let server = try LoopbackServer { _ in LoopbackReply(200, "inside") }
        let client = HTTPClient(userAgent: "test")
        var request = HTTPRequest("GET", "http://\(host):\(server.port)/secret")
        request.reach = .publicAddresses(orPlaces: ["127.0.0.1:1"])
        let error = await #expect(throws: HTTPError.self) { try await client.send(request) }
        #expect("\(try #require(error))".contains("no public address"))
        #expect(server.connections == 0)
        await client.shutdown()
    }

    /// A connection that a request with a wider reach has left lies ready, and is no way in either.
    @Test func aGuardedRequestTakesNoConnectionThatLeadsToThisHost() async throws {
        let server = try LoopbackServer { _ in LoopbackReply(200, "inside") }
        let client = HTTPClient(userAgent: "test")
        var request = HTTPRequest("GET", server.url + "/open")
        _ = try await client.send(request)
        request.url = server.url + "/secret"
        request.reach = .publicAddresses(orPlaces: [])
        let error = await #expect(throws: HTTPError.self) { try await client.send(request) }
        #expect("\(try #require(error))".contains("no public address"))
        #expect(server.requests.map(\.path) == ["/open"])
        await client.shutdown()
    }

    @Test(
        arguments: [
            ("8.8.8.8", true), ("127.0.0.1", false), ("::1", false), ("2606:4700::1111", true), ("fe80::1%eth0", false),
            ("", false), ("::ffff:10.0.0.1", false),
        ])
    func addressesAreReadFromText(text: String, isPublic: Bool) {
        #expect(PublicAddress.isPublic(text: text) == isPublic)
    }

    @Test func aPlaceThatIsNamedIsReached() async throws {
        let server = try LoopbackServer { _ in LoopbackReply(200, "ours") }
        let client = HTTPClient(userAgent: "test")
        var request = HTTPRequest("GET", server.url + "/picture")
        request.reach = .publicAddresses(orPlaces: ["127.0.0.1:\(server.port)"])
        #expect(try await client.send(request).body == Array("ours".utf8))
        await client.shutdown()
    }

    @Test func aRedirectFromANamedPlaceLeadsNowhereElse() async throws {
        let inner = try LoopbackServer { _ in LoopbackReply(200, "inside") }
        let outer = try LoopbackServer { _ in LoopbackReply(302, headers: [("Location", inner.url + "/secret")]) }
        let client = HTTPClient(userAgent: "test")
        var request = HTTPRequest("GET", outer.url)
        request.reach = .publicAddresses(orPlaces: ["127.0.0.1:\(outer.port)"])
        await #expect(throws: HTTPError.self) { try await client.send(request) }
        #expect(inner.connections == 0)
        await client.shutdown()
    }

    @Test(
        arguments: [
            ("https://Example.org/a", "example.org:443"), ("http://h:8080", "h:8080"), ("ftp://h", nil), ("h/x", nil),
            ("file:///etc/passwd", nil),
        ] as [(String, String?)])
    func aPlaceIsHostAndPort(url: String, place: String?) { #expect(Reach.place(of: url) == place) }
}
