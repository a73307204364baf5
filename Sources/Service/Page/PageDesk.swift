import Content
package import Core
import Engine
import HTTP
import Page
package import Store

/// Answers what the page is asked, for whoever asks.
package struct PageDesk: Sendable {
    let terms: PageTerms
    let store: SQLiteStore
    let assets: FileAssetStore
    let host: any PageHost
    let hub: StreamHub
    let time: any TimeSource
    let rights: RightsDesk
    let seal: SessionSeal
    let cookies: PageCookies
    let throttle = SignInThrottle()
    let ended = EndedSessions()
    let views = ViewShelf()
    let pictures = ByteShelf(most: 8 << 20)
    let uploads: UploadRoom

    package init(
        terms: PageTerms, store: SQLiteStore, assets: FileAssetStore, hub: StreamHub, host: any PageHost,
        time: any TimeSource, stateFolder: String
    ) {
        uploads = UploadRoom(in: stateFolder)
        self.terms = terms
        self.store = store
        self.assets = assets
        self.hub = hub
        self.host = host
        self.time = time
        rights = RightsDesk(host: host, time: time)
        seal = SessionSeal(key: terms.key)
        cookies = PageCookies(isSecure: terms.isSecure)
    }

    /// Who asks; nil for somebody who is not signed in where one has to be.
    struct Caller: Sendable {
        let person: PagePerson
        let session: PageSession?
    }

    func answer(_ request: ServerRequest, _ route: PageRoute, _ reply: ServerReply) async {
        do {
            try await carryOut(request, route, reply)
        } catch let refusal as PageRefusal {
            reply.send(notice(refusal, to: caller(request.head)))
        } catch let error as TrackerError {
            reply.send(
                notice(
                    PageRefusal(503, "GitHub gives no answer", "What you may see or do could not be asked: \(error)"),
                    to: caller(request.head)))
        } catch {
            host.tell("The page could not answer \(PlainText.line(request.head.path, limit: 120)): \(error)")
            reply.send(
                notice(
                    PageRefusal(500, "That did not work", "The service’s log says why. Try again in a moment."),
                    to: caller(request.head)))
        }
    }

    private func carryOut(_ request: ServerRequest, _ route: PageRoute, _ reply: ServerReply) async throws {
        let head = request.head
        switch route {
        case .signIn:
            return reply.send(head.method == "POST" ? try takeToken(request) : signInPage(head))
        case .gitHub: return reply.send(try sendToGitHub(head))
        case .gitHubReturn: return reply.send(try await comeBack(head))
        default: break
        }
        guard let caller = caller(head) else { return reply.send(turnedAway(head, route)) }
        switch route {
        case .runs: reply.send(try await runs(head, caller))
        case .run(let run): reply.send(try await self.run(run, head, caller))
        case .events(let run): reply.send(try await events(of: run, head, caller))
        case .runsStream: try await stream(nil, head, caller, reply)
        case .stream(let run): try await stream(run, head, caller, reply)
        case .file(let run, let digest): try await file(digest, of: run, head, caller, reply)
        case .thumbnail(let run, let digest): reply.send(try await thumbnail(digest, of: run, caller))
        case .decide(let run): reply.send(try await decide(request, run, caller))
        case .supply(let run): reply.send(try await supply(request, run, caller))
        case .signOut: reply.send(try signOut(request, caller))
        case .signIn, .gitHub, .gitHubReturn, .shipped: reply.send(.text(404, "There is nothing here."))
        }
    }

    func caller(_ head: RequestHead) -> Caller? {
        guard terms.hasSignIn else { return Caller(person: .visitor, session: nil) }
        guard let session = cookies.session(in: head).flatMap({ seal.session($0, now: time.now()) }),
            !ended.hasEnded(session)
        else { return nil }
        switch session.person {
        case .operator: guard terms.token != nil else { return nil }
        case .member: guard terms.gitHub != nil else { return nil }
        case .visitor: return nil
        }
        return Caller(person: session.person, session: session)
    }

    func viewer(_ caller: Caller?, mayDecide: Bool = false) -> Viewer {
        Viewer(
            name: caller?.person.name, mayDecide: mayDecide,
            formToken: caller?.session.map { seal.formToken(of: $0) }, maySignIn: terms.hasSignIn)
    }

    private func notice(_ refusal: PageRefusal, to caller: Caller?) -> ServerResponse {
        PageAnswer.page(
            NoticePage(refusal.title, refusal.text, viewer: viewer(caller), next: ("/", "All runs")).page,
            status: refusal.status)
    }

    /// The run, if there is one that the person may see.
    func visible(_ run: RunID, to caller: Caller) async throws -> RunSummary {
        guard let summary = try await store.run(run),
            try await rights.rights(of: caller.person, in: summary.issue).mayLook
        else { throw PageRefusal.noRun }
        return summary
    }

    /// A form that was not sent by a page of this session is not read any further.
    func checkForm(_ form: FormFields, of caller: Caller) throws(PageRefusal) {
        guard let session = caller.session, let token = form["token"], seal.isFormToken(token, of: session) else {
            throw PageRefusal(
                403, "That came from an old page", "Nothing was done. Load the page again and try once more.")
        }
    }
}
