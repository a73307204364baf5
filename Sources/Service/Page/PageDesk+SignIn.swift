import Core
import GitHub
import HTTP
import Page

/// Coming and going.
extension PageDesk {
    private static let stateTime = Duration.seconds(600)

    func signInPage(_ head: RequestHead, problem: String? = nil, next: String? = nil, status: UInt32 = 200)
        -> ServerResponse
    {
        if !terms.hasSignIn { return PageAnswer.redirect(to: "/") }
        let query = FormFields((head.query ?? "").utf8)
        return PageAnswer.page(
            SignInPage(
                hasToken: terms.token != nil, hasGitHub: terms.gitHub != nil, problem: problem,
                next: Self.own(next ?? query["next"])
            ).page, status: status)
    }

    /// Somebody who is not signed in is asked to; what pages ask for by themselves is refused.
    func turnedAway(_ head: RequestHead, _ route: PageRoute) -> ServerResponse {
        switch route {
        case .runs, .run, .events:
            // The session stays behind when a link on another site is followed; asked for again from here, it comes along.
            if head.headers["sec-fetch-site"] == "cross-site", FormFields((head.query ?? "").utf8)["again"] == nil {
                return PageAnswer.page(
                    NoticePage(
                        "One moment", "The page is being opened.", viewer: Viewer(name: nil, maySignIn: true),
                        next: (head.path + "?again=1", "Go on"), goesOn: true
                    ).page)
            }
            return signInPage(head, next: head.path, status: 401)
        default: return .text(401, "Sign in first.")
        }
    }

    func takeToken(_ request: ServerRequest) throws(PageRefusal) -> ServerResponse {
        let form = FormFields(request.body)
        let now = time.now()
        let client = terms.proxies.client(of: request.head)
        guard throttle.isOpen(for: client, isSignedIn: caller(request.head)?.session != nil, at: now) else {
            throw PageRefusal(429, "Too many tries", "Wait a minute, then try again.")
        }
        guard terms.isToken(form["secret"] ?? "") else {
            throttle.failed(client, at: now)
            return signInPage(request.head, problem: "That is not the token.", next: form["next"], status: 403)
        }
        return PageAnswer.redirect(to: Self.own(form["next"])).with("Set-Cookie", session(for: .operator))
    }

    func signOut(_ request: ServerRequest, _ caller: Caller) throws(PageRefusal) -> ServerResponse {
        try checkForm(FormFields(request.body), of: caller)
        if let session = caller.session { ended.end(session, now: time.now()) }
        return PageAnswer.redirect(to: "/sign-in").with("Set-Cookie", cookies.clearSession)
    }

    private func session(for person: PagePerson) -> String {
        let session = PageSession(person: person, nonce: nonce(), ends: time.now() + PageSession.length)
        return cookies.setSession(seal.cookie(for: session), seconds: PageSession.length.milliseconds / 1_000)
    }

    private func nonce() -> String {
        host.randomBytes(16).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    // MARK: GitHub

    func sendToGitHub(_ head: RequestHead) throws(PageRefusal) -> ServerResponse {
        guard let gitHub = terms.gitHub else {
            throw PageRefusal(404, "Not set up", "Signing in with GitHub is not set up here.")
        }
        let next = Self.own(FormFields((head.query ?? "").utf8)["next"]).split(separator: "/").last
        let state = seal.state(
            nonce: nonce(), ends: time.now() + Self.stateTime, next: next.flatMap { RunID(String($0)) })
        let address = gitHub.address(state: state, proof: seal.proof(of: state), callback: callback(head))
        return PageAnswer.redirect(to: address)
            .with("Set-Cookie", cookies.setState(state, seconds: Self.stateTime.milliseconds / 1_000))
    }

    func comeBack(_ head: RequestHead) async throws -> ServerResponse {
        let query = FormFields((head.query ?? "").utf8)
        guard let gitHub = terms.gitHub, let state = query["state"], let cookie = cookies.state(in: head),
            let next = seal.next(after: state, cookie: cookie, now: time.now())
        else {
            throw PageRefusal(
                403, "That sign-in was not begun here",
                "It was begun in another browser, or too long ago. Begin again from the page.")
        }
        guard let code = query["code"], !code.isEmpty else {
            throw PageRefusal(
                403, "You are not signed in", "GitHub says that you did not agree. Try again if you want to.")
        }
        let login: String
        do throws(TrackerError) {
            login = try await gitHub.login(code: code, proof: seal.proof(of: state), callback: callback(head))
        } catch {
            throw PageRefusal(403, "You are not signed in", "\(error)")
        }
        guard !login.isEmpty, login.utf8.count <= 100,
            login.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) })
        else { throw PageRefusal(403, "You are not signed in", "GitHub’s answer names nobody that may sign in.") }
        // The browser comes from GitHub: only what a page of ours leads to is sent the new cookie.
        let address = next.run.map { "/runs/\($0.text)" } ?? "/"
        return PageAnswer.page(
            NoticePage(
                "Signed in", "You are signed in as \(login).", viewer: Viewer(name: login), next: (address, "Go on"),
                goesOn: true
            ).page
        ).with("Set-Cookie", session(for: .member(login))).with("Set-Cookie", cookies.clearState)
    }

    private func callback(_ head: RequestHead) -> String {
        (terms.origin ?? "http://\(head.headers["host"] ?? "localhost")") + "/sign-in/github/done"
    }

    /// A path of ours that may be gone on to; the list of runs for anything else.
    static func own(_ text: String?) -> String {
        guard let text, let route = PageRoute(path: text) else { return "/" }
        switch route {
        case .run, .events: return text
        default: return "/"
        }
    }
}
