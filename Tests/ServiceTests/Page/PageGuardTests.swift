import HTTP
import Testing

@testable import Service

/// Which requests are a person's own, told from their heads.
@Suite struct PageGuardTests {
    private static let open = PageTerms(secret: "s")
    private static let closed = PageTerms(token: "operator-token-for-tests", secret: "s")
    private static let proxied = PageTerms(
        token: "operator-token-for-tests", origin: "https://bot.example.org", secret: "s")

    private func status(
        _ terms: PageTerms, posts: Bool = false, isLocal: Bool = true, _ fields: (String, String)...
    ) -> UInt32? {
        let head = RequestHead(
            method: posts ? "POST" : "GET", target: "/", headers: HTTPHeaders(fields.map { (name: $0.0, value: $0.1) }),
            client: isLocal ? .ipv4(0x7f00_0001) : .ipv4(0xcb00_7107))
        return PageGuard(terms: terms).refusal(of: head)?.status
    }

    @Test func whereNobodyCanSignInOnlyThisMachineLooks() {
        #expect(status(Self.open, ("Host", "127.0.0.1:8080")) == nil)
        #expect(status(Self.open, ("Host", "localhost")) == nil && status(Self.open, ("Host", "[::1]:8080")) == nil)
        #expect(status(Self.open, isLocal: false, ("Host", "127.0.0.1:8080")) == 403)
        for name in ["X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via"] {
            #expect(status(Self.open, ("Host", "localhost"), (name, "203.0.113.7")) == 403, "through a proxy: \(name)")
        }
    }

    @Test(arguments: [
        "evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example", "127.0.0.1:x",
        "128.0.0.1",
        "127.0.0", "127.0.0.256", "0.0.0.0", "", "[::1].evil.example", "user@localhost",
    ])
    func namesThatOthersPointHereAreNotThePages(host: String) {
        for terms in [Self.open, Self.closed, Self.proxied] { #expect(status(terms, ("Host", host)) == 421) }
    }

    @Test func hostIsNamedOnce() {
        #expect(status(Self.closed, ("Host", "localhost"), ("host", "localhost")) == 400)
        #expect(status(Self.closed) == 400)
    }

    @Test func publicAddressIsThePages() {
        #expect(status(Self.proxied, isLocal: false, ("Host", "bot.example.org")) == nil)
        #expect(status(Self.proxied, isLocal: false, ("Host", "BOT.example.org")) == nil)
        #expect(status(Self.proxied, isLocal: false, ("Host", "bot.example.org:8080")) == 421)
    }

    @Test func otherSitesMayLinkAndNothingElse() {
        let host = ("Host", "localhost")
        for site in ["cross-site", "same-site"] {
            let from = ("Sec-Fetch-Site", site)
            #expect(status(Self.closed, host, from) == 403)
            #expect(status(Self.closed, host, from, ("Sec-Fetch-Mode", "no-cors"), ("Sec-Fetch-Dest", "image")) == 403)
            #expect(
                status(Self.closed, host, from, ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "iframe")) == 403)
            #expect(
                status(Self.closed, host, from, ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")) == nil)
            #expect(
                status(
                    Self.closed, posts: true, host, from, ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")
                )
                    == 403)
        }
        #expect(status(Self.closed, host, ("Sec-Fetch-Site", "same-origin")) == nil)
        #expect(status(Self.closed, host, ("Sec-Fetch-Site", "none")) == nil)
    }

    @Test func whatIsPostedSaysThatItComesFromAPageOfOurs() {
        let host = ("Host", "localhost:8080")
        let own = ("Origin", "http://localhost:8080")
        #expect(status(Self.closed, posts: true, host, own) == nil)
        #expect(status(Self.closed, posts: true, host, own, ("Sec-Fetch-Site", "same-origin")) == nil)
        #expect(status(Self.closed, posts: true, host, ("Sec-Fetch-Site", "same-origin")) == nil)
        #expect(status(Self.closed, posts: true, host) == 403, "no browser of today sends neither")
        #expect(status(Self.closed, posts: true, host, own, ("Sec-Fetch-Site", "none")) == 403)
        #expect(status(Self.closed, posts: true, host, own, own) == 403)
        for origin in [
            "null", "http://evil.example", "https://localhost:8080", "http://localhost", "http://127.0.0.1:8080",
        ] {
            #expect(status(Self.closed, posts: true, host, ("Origin", origin)) == 403, "\(origin)")
            #expect(
                status(Self.closed, posts: true, host, ("Origin", origin), ("Sec-Fetch-Site", "same-origin")) == 403)
        }
        let place = ("Host", "bot.example.org")
        #expect(status(Self.proxied, posts: true, place, ("Origin", "https://bot.example.org")) == nil)
        #expect(status(Self.proxied, posts: true, place, ("Origin", "http://bot.example.org")) == 403)
        #expect(status(Self.proxied, posts: true, place, ("Origin", "https://evil.example")) == 403)
    }
}
