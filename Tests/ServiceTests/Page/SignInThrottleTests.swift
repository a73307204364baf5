import Core
import HTTP
import Testing

@testable import Service

/// Guessing is held back, and nobody is shut out by a stranger.
@Suite struct SignInThrottleTests {
    private static let now = Timestamp(milliseconds: 1_800_000_000_000)
    private let throttle = SignInThrottle()

    private func address(_ text: String) throws -> ClientAddress { try #require(ClientAddress(text)) }

    private func fail(_ client: ClientAddress, _ times: Int = SignInThrottle.most, at time: Timestamp = now) {
        for _ in 0..<times { throttle.failed(client, at: time) }
    }

    @Test func aStrangerShutsOutNobodyElse() throws {
        let stranger = try address("203.0.113.7")
        #expect(throttle.isOpen(for: stranger, at: Self.now))
        fail(stranger)
        #expect(!throttle.isOpen(for: stranger, at: Self.now))
        #expect(!throttle.isOpen(for: stranger, isSignedIn: true, at: Self.now), "a session guesses no faster")
        #expect(throttle.isOpen(for: try address("203.0.113.8"), at: Self.now))
        #expect(throttle.isOpen(for: stranger, at: Self.now + SignInThrottle.span + .milliseconds(1)))
    }

    @Test func addressesOfOneSubscriberCountTogether() throws {
        for number in 0..<SignInThrottle.most { fail(try address("2001:db8::\(number + 1)"), 1) }
        #expect(!throttle.isOpen(for: try address("2001:db8::ffff"), at: Self.now))
        #expect(throttle.isOpen(for: try address("2001:db8:0:1::1"), at: Self.now))
    }

    @Test func triesOfManyNetworksComeToAnEndButNotForWhoIsSignedIn() throws {
        for number in 0..<SignInThrottle.mostOfAll { fail(.ipv4(UInt32(number)), 1) }
        let fresh = try address("203.0.113.7")
        #expect(!throttle.isOpen(for: fresh, at: Self.now))
        #expect(throttle.isOpen(for: fresh, isSignedIn: true, at: Self.now))
        #expect(throttle.isOpen(for: fresh, at: Self.now + SignInThrottle.span + .milliseconds(1)))
    }

    @Test func aClockThatIsSetBackShutsNobodyOut() throws {
        let client = try address("203.0.113.7")
        fail(client, at: Self.now + .seconds(3_600))
        #expect(throttle.isOpen(for: client, at: Self.now))
    }

    // MARK: Behind a proxy

    private func client(_ trust: String, _ peer: ClientAddress?, _ fields: String...) throws -> ClientAddress {
        let headers = HTTPHeaders(fields.map { (name: "X-Forwarded-For", value: $0) })
        return try #require(ProxyTrust(trust))
            .client(of: RequestHead(method: "POST", target: "/", headers: headers, client: peer))
    }

    @Test func onlyAProxyThatIsNamedIsBelieved() throws {
        let (proxy, person) = (try address("10.0.0.1"), try address("203.0.113.7"))
        #expect(try client("", proxy, "203.0.113.7") == proxy)
        #expect(try client("10.0.0.2", proxy, "203.0.113.7") == proxy)
        #expect(try client("10.0.0.0/8", proxy, "203.0.113.7") == person)
        #expect(try client("unix", .unix, "203.0.113.7") == person)
        #expect(try client("10.0.0.1", proxy) == proxy)
    }

    @Test func whatAClientInventsBeforeTheProxyIsNotHeeded() throws {
        let (proxy, person) = (try address("10.0.0.1"), try address("203.0.113.7"))
        #expect(try client("10.0.0.1", proxy, "198.51.100.1, 203.0.113.7") == person)
        #expect(try client("10.0.0.1", proxy, "198.51.100.1", "203.0.113.7") == person)
        #expect(try client("10.0.0.1", proxy, "198.51.100.1, unknown") == proxy)
        #expect(try client("10.0.0.0/8", proxy, "203.0.113.7, 10.0.0.2") == person, "through two of ours")
        #expect(try client("10.0.0.0/8", proxy, "10.0.0.3, 10.0.0.2") == ClientAddress("10.0.0.3"))
    }

    @Test func nonsenseIsNoProxy() {
        #expect(ProxyTrust("10.0.0.1 example.org") == nil && ProxyTrust("10.0.0.0/99") == nil)
        #expect(ProxyTrust(" ") == .nobody)
    }
}
