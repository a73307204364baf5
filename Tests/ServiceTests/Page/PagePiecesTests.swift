import Core
import HTTP
import Testing

@testable import Service

/// Addresses, forms and cookies as strangers might write them.
@Suite struct PagePiecesTests {
    private static let run = "run_01m80bva57wbjjsfjb8eh6ydr1"
    private static let hash = String(repeating: "a1", count: 32)

    // MARK: Addresses

    @Test(arguments: [
        "/runs", "/runs/", "/runs/..", "/runs/../../etc/passwd", "/runs/run_x", "/runs/\(run)/", "/runs/\(run)/files",
        "/runs/\(run)/files/", "/runs/\(run)/files/../../history.db", "/runs/\(run)/files/..%2f..%2fhistory.db",
        "/runs/\(run)/files/\(hash)/x", "/runs/\(run)/files/\(hash).png", "/runs/\(run)/files/\(hash.uppercased())",
        "/runs/\(run)/files/\(hash.dropLast())", "/runs/\(run)/files/%61\(hash.dropLast(2))", "/runs/\(run)/thumbs/x",
        "/runs/\(run.uppercased())", "//runs/\(run)", "/page.css/", "/page.css%00", "/Stream", "/stream/", "/sign-in/",
        "/sign-in/github/done/x", "", "x", "/..", "/%2e%2e/", "/runs/\(run)/files/\(hash)%00",
    ])
    func pathsThatAreNoneOfThePages(path: String) { #expect(PageRoute(path: path) == nil) }

    @Test func pathsOfThePage() throws {
        let run = try #require(RunID(Self.run))
        let hash = try #require(SHA256Digest(hex: Self.hash))
        #expect(PageRoute(path: "/") == .runs && PageRoute(path: "/stream") == .runsStream)
        #expect(PageRoute(path: "/runs/\(run)") == .run(run) && PageRoute(path: "/runs/\(run)/events") == .events(run))
        #expect(PageRoute(path: "/runs/\(run)/stream") == .stream(run))
        #expect(PageRoute(path: "/runs/\(run)/files/\(hash)") == .file(run, hash))
        #expect(PageRoute(path: "/runs/\(run)/thumbs/\(hash)") == .thumbnail(run, hash))
        #expect(PageRoute(path: "/runs/\(run)/decisions") == .decide(run))
        #expect(PageRoute(path: "/runs/\(run)/supply") == .supply(run))
        #expect(PageRoute(path: "/sign-in/github/done") == .gitHubReturn)
    }

    @Test(arguments: [
        nil, "", "https://evil.example", "//evil.example", "/\\evil.example", "/runs/run_x", "/sign-out",
        "javascript:alert(1)",
        "/sign-in", "/stream", "/%2fevil.example",
    ])
    func afterSigningInOneGoesNowhereElse(next: String?) { #expect(PageDesk.own(next) == "/") }

    @Test func afterSigningInOneGoesOnToTheRun() { #expect(PageDesk.own("/runs/\(Self.run)") == "/runs/\(Self.run)") }

    @Test(arguments: [
        ("https://bot.example.org", "https://bot.example.org"), ("https://bot.example.org/", "https://bot.example.org"),
        ("HTTP://LOCALHOST:8080", "http://localhost:8080"), ("bot.example.org", nil), ("https://", nil), ("", nil),
        ("https://bot.example.org/page", nil), ("https://a b", nil), ("ftp://a", nil), ("https://user@host", nil),
    ])
    func publicAddressHasNoPath(text: String, origin: String?) { #expect(PageTerms.origin(of: text) == origin) }

    // MARK: Forms

    @Test func formsAreRead() {
        let form = FormFields("kind=approve&notes=a+b%0D%0A%C3%A9&asset=01&asset=02&empty=&bare".utf8)
        #expect(form["kind"] == "approve" && form["notes"] == "a b\r\né" && form["empty"] == "" && form["bare"] == "")
        #expect(form.all("asset") == ["01", "02"])
        #expect(form["asset"] == nil, "what comes twice could be read in two ways")
        #expect(form["none"] == nil)
    }

    @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%ff", "%ff=a", "a=\u{0}%c3"])
    func brokenFormsHaveNothing(text: String) { #expect(FormFields(text.utf8)["a"] == nil) }

    @Test func formsWithTooManyFieldsHaveNothing() {
        let text = (0...200).map { "a\($0)=1" }.joined(separator: "&")
        #expect(FormFields(text.utf8)["a1"] == nil)
    }

    // MARK: Cookies

    private func head(_ cookies: String...) -> RequestHead {
        RequestHead(method: "GET", target: "/", headers: HTTPHeaders(cookies.map { ("Cookie", $0) }))
    }

    @Test func cookiesAreForTheServerAndTheSiteAlone() {
        let plain = PageCookies(isSecure: false).setSession("abc", seconds: 60)
        #expect(plain == "showrunner_session=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Strict")
        let secure = PageCookies(isSecure: true).setSession("abc", seconds: 60)
        #expect(secure.hasPrefix("__Host-showrunner_session=abc;") && secure.hasSuffix("; Secure"))
        #expect(PageCookies(isSecure: false).setState("abc", seconds: 60).contains("HttpOnly; SameSite=Lax"))
    }

    @Test func cookieIsFoundAmongOthers() {
        let cookies = PageCookies(isSecure: false)
        #expect(cookies.session(in: head("a=b; showrunner_session=x.y; c=d")) == "x.y")
        #expect(cookies.session(in: head("a=b", "showrunner_session=x=y")) == "x=y")
        #expect(cookies.session(in: head("a=b; my_showrunner_session=x")) == nil)
        #expect(
            cookies.session(in: head("showrunner_session=x; showrunner_session=y")) == nil, "one of them is not ours")
        #expect(cookies.session(in: head()) == nil)
        #expect(PageCookies(isSecure: true).session(in: head("showrunner_session=x")) == nil)
    }

    // MARK: Seals

    private static let now = Timestamp(milliseconds: 1_800_000_000_000)
    private let seal = SessionSeal(key: Array("key".utf8))

    private func session(_ person: PagePerson = .member("ada")) -> PageSession {
        PageSession(person: person, nonce: "n1", ends: Self.now + .seconds(60))
    }

    @Test(arguments: [PagePerson.operator, .member("ada"), .member("a-b_c")])
    func sessionComesBackAsItWas(person: PagePerson) {
        let own = session(person)
        #expect(seal.session(seal.cookie(for: own), now: Self.now) == own)
        #expect(seal.session(seal.cookie(for: own), now: own.ends) == nil, "it is over")
    }

    @Test func whatIsNotSealedHereIsNoSession() {
        let cookie = seal.cookie(for: session())
        #expect(SessionSeal(key: Array("other".utf8)).session(cookie, now: Self.now) == nil)
        for place in cookie.indices {
            var changed = cookie
            changed.replaceSubrange(place...place, with: cookie[place] == "1" ? "2" : "1")
            #expect(seal.session(changed, now: Self.now) == nil, "\(changed)")
        }
        for text in ["", ".", "....", "o..n1.9", cookie + "0", cookie.uppercased(), cookie + "." + cookie] {
            #expect(seal.session(text, now: Self.now) == nil)
        }
    }

    @Test func formTokenIsGoodForItsSessionAlone() {
        let own = session()
        let other = PageSession(person: .member("ada"), nonce: "n2", ends: own.ends)
        #expect(seal.isFormToken(seal.formToken(of: own), of: own))
        #expect(!seal.isFormToken(seal.formToken(of: own), of: other))
        #expect(!seal.isFormToken("", of: own))
        let cookieSeal = String(seal.cookie(for: own).split(separator: ".").last ?? "")
        #expect(!seal.isFormToken(cookieSeal, of: own), "each seal has one use")
    }

    @Test func stateIsGoodInTheBrowserThatWasSent() throws {
        let run = try #require(RunID(Self.run))
        let state = seal.state(nonce: "n", ends: Self.now + .seconds(60), next: run)
        #expect(seal.next(after: state, cookie: state, now: Self.now)?.run == run)
        let other = seal.state(nonce: "m", ends: Self.now + .seconds(60), next: nil)
        #expect(seal.next(after: other, cookie: other, now: Self.now) == SessionSeal.Return(run: nil))
        #expect(seal.next(after: state, cookie: other, now: Self.now) == nil)
        #expect(seal.next(after: state, cookie: "", now: Self.now) == nil)
        #expect(seal.next(after: state, cookie: state, now: Self.now + .seconds(61)) == nil)
        let forged = state.replacing("n.", with: "x.")
        #expect(seal.next(after: forged, cookie: forged, now: Self.now) == nil)
    }

    @Test func tokenIsComparedWhole() {
        let terms = PageTerms(token: "operator-token-for-tests", secret: "s")
        #expect(terms.isToken("operator-token-for-tests"))
        for text in ["", "operator-token-for-test", "operator-token-for-tests ", "OPERATOR-TOKEN-FOR-TESTS"] {
            #expect(!terms.isToken(text))
        }
        #expect(!PageTerms(secret: "s").isToken(""))
    }
}
