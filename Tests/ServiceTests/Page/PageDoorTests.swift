import Core
import Engine
import Foundation
import Store
import TestSupport
import Testing

@testable import Service

/// Who is let in to the page, who may decide there, and what is refused.
@Suite(.timeLimit(.minutes(2))) struct PageDoorTests {
    // MARK: Coming in

    @Test func nobodySeesAnythingBeforeSigningIn() async throws {
        let page = try await PageScene(try Desk())
        let run = try await page.desk.waitingRun()
        let hash = String(repeating: "0", count: 64)
        for path in ["/", "/runs/\(run)", "/runs/\(run)/events"] {
            let reply = try await page.get(path)
            #expect(reply.status == 401 && reply.text.contains("Sign in") && !reply.text.contains("Posters"), "\(path)")
        }
        for path in ["/stream", "/runs/\(run)/stream", "/runs/\(run)/files/\(hash)", "/runs/\(run)/thumbs/\(hash)"] {
            #expect(try await page.get(path).status == 401, "\(path)")
        }
        #expect(try await page.post("/runs/\(run)/decisions", [("kind", "approve")]).status == 401)
        #expect(try await page.desk.letters(run).isEmpty)
    }

    @Test func tokenLetsTheOperatorIn() async throws {
        let page = try await PageScene(try Desk())
        _ = try await page.desk.waitingRun()
        let wrong = try await page.post("/sign-in", [("secret", "operator-token-for-test"), ("next", "/")])
        #expect(wrong.status == 403 && PageScene.cookie(wrong) == nil)
        let cookie = try await page.signIn()
        let list = try await page.get("/", cookie)
        #expect(list.status == 200 && list.text.contains("Posters"))
        #expect(!list.text.contains(PageScene.token))
    }

    @Test func signedOutSessionIsOver() async throws {
        let page = try await PageScene(try Desk())
        let cookie = try await page.signIn()
        let token = try #require(PageScene.field("token", in: try await page.get("/", cookie).text))
        #expect(try await page.post("/sign-out", [("token", "x")], cookie).status == 403)
        #expect(try await page.get("/", cookie).status == 200)
        #expect(try await page.post("/sign-out", [("token", token)], cookie).status == 303)
        #expect(try await page.get("/", cookie).status == 401, "though its cookie is as good as ever")
    }

    @Test func whereNobodyCanSignInThisMachineLooksAndDecidesNothing() async throws {
        let page = try await PageScene(try Desk(), token: nil)
        let run = try await page.desk.waitingRun()
        let text = try await page.get("/runs/\(run)").text
        #expect(text.contains("BOT_PAGE_TOKEN") && text.contains("bot approve"))
        #expect(!text.contains("/decisions"))
        let gate = try #require(try await page.desk.store.board(of: run).openGates.first?.gate)
        let reply = try await page.post(
            "/runs/\(run)/decisions",
            [("token", ""), ("gate", gate.id.text), ("shown", gate.shown), ("kind", "approve")])
        #expect(reply.status == 403)
        #expect(try await page.desk.letters(run).isEmpty)
        #expect(try await page.get("/", nil, ["X-Forwarded-For: 203.0.113.7"]).status == 403)
    }

    @Test func pagesKeepBrowsersFromDoingMore() async throws {
        let page = try await PageScene(try Desk())
        let cookie = try await page.signIn()
        let reply = try await page.get("/", cookie)
        let policy = try #require(reply["content-security-policy"])
        for part in [
            "default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'self'",
            "base-uri 'none'",
        ] {
            #expect(policy.contains(part))
        }
        #expect(!policy.contains("unsafe"))
        #expect(reply["x-content-type-options"] == "nosniff" && reply["cache-control"] == "no-store")
        #expect(reply["access-control-allow-origin"] == nil)
        #expect(!reply.text.contains(" style=") && !reply.text.contains(" onclick") && !reply.text.contains("<script>"))
    }

    // MARK: Deciding

    /// What a form of the run's page holds.
    private func form(_ page: PageScene, _ run: RunID, _ cookie: String) async throws -> [(String, String)] {
        let text = try await page.get("/runs/\(run)", cookie).text
        return try ["token", "gate", "shown"].map { ($0, try #require(PageScene.field($0, in: text), "\($0)")) }
    }

    @Test func decisionGoesIntoTheRunsInboxOnce() async throws {
        let page = try await PageScene(try Desk())
        let run = try await page.desk.waitingRun()
        let cookie = try await page.signIn()
        let form = try await form(page, run, cookie) + [("kind", "approve")]
        let gate = try #require(try await page.desk.store.board(of: run).openGates.first?.gate)
        for _ in 1...2 {
            let reply = try await page.post("/runs/\(run)/decisions", form, cookie)
            #expect(reply.status == 303 && reply["location"] == "/runs/\(run)?told=decided")
        }
        #expect(page.host.wakes.count == 2)
        let letters = try await page.desk.letters(run)
        let by = Decider(source: .api, login: "page operator")
        #expect(letters == [.decision(Decision(gate: gate.id, kind: .approve, by: by, shown: gate.shown))])
        #expect(try await page.get("/runs/\(run)?told=decided", cookie).text.contains("has been taken in"))
        #expect(!(try await page.get("/runs/\(run)?told=%3Cb%3E", cookie).text.contains("taken in")))
    }

    @Test func notesAndReasonsAreTakenAlong() async throws {
        let page = try await PageScene(try Desk())
        let run = try await page.desk.waitingRun()
        let cookie = try await page.signIn()
        let base = try await form(page, run, cookie)
        let empty = try await page.post(
            "/runs/\(run)/decisions", base + [("kind", "revise"), ("notes", " \n")], cookie)
        #expect(empty.status == 422)
        let long = [("kind", "revise"), ("notes", String(repeating: "x", count: 4_001))]
        #expect(try await page.post("/runs/\(run)/decisions", base + long, cookie).status == 422)
        let said = [("kind", "revise"), ("notes", "A taller\r\ntower \u{202e}<b>")]
        #expect(try await page.post("/runs/\(run)/decisions", base + said, cookie).status == 303)
        guard case .decision(let decision) = try await page.desk.letters(run).last else {
            Issue.record("there is no decision")
            return
        }
        #expect(decision.kind == .revise && decision.notes == "A taller\ntower <b>")
    }

    @Test func whatHasChangedSinceIsNotDecided() async throws {
        let page = try await PageScene(try Desk())
        let run = try await page.desk.waitingRun()
        let cookie = try await page.signIn()
        var form = try await form(page, run, cookie) + [("kind", "approve")]
        form[2].1 = "0000000000000000"
        let reply = try await page.post("/runs/\(run)/decisions", form, cookie)
        #expect(reply.status == 409 && reply.text.contains("0000000000000000"))
        #expect(try await page.desk.letters(run).isEmpty)
    }

    @Test func crossSiteRequestsDecideNothing() async throws {
        let page = try await PageScene(try Desk())
        let run = try await page.desk.waitingRun()
        let cookie = try await page.signIn()
        let form = try await form(page, run, cookie) + [("kind", "approve")]
        let path = "/runs/\(run)/decisions"
        let own = "Origin: http://\(page.place)"
        for fields in [
            [], ["Origin: https://evil.example"], ["Origin: null"], [own, "Sec-Fetch-Site: cross-site"],
            [own, "Sec-Fetch-Site: same-site"], ["Sec-Fetch-Site: none"],
        ] {
            #expect(try await page.post(path, form, cookie, fields: fields).status == 403, "\(fields)")
        }
        for token in ["", "x", String(repeating: "0", count: 64)] {
            var forged = form
            forged[0].1 = token
            #expect(try await page.post(path, forged, cookie).status == 403)
        }
        let other = try await page.signIn()
        #expect(try await page.post(path, form, other).status == 403, "a form of another session")
        #expect(try await page.post(path, Array(form.dropFirst()), cookie).status == 403)
        #expect(try await page.get("\(path)?kind=approve", cookie).status == 405)
        #expect(try await page.desk.letters(run).isEmpty)
    }

    @Test func nonsenseDecidesNothing() async throws {
        let page = try await PageScene(try Desk())
        let run = try await page.desk.waitingRun()
        let cookie = try await page.signIn()
        let base = try await form(page, run, cookie)
        for (more, status) in [
            ([("kind", "dance")], 400), ([], 400), ([("kind", "supply")], 422), ([("kind", "budget")], 422),
            ([("kind", "approve"), ("asset", "99")], 400), ([("kind", "approve"), ("kind", "reject")], 400),
        ] {
            let reply = try await page.post("/runs/\(run)/decisions", base + more, cookie)
            #expect(reply.status == status, "\(more)")
        }
        let other = "run_01m80bva57wbjjsfjb8eh6ydr1"
        #expect(try await page.post("/runs/\(other)/decisions", base + [("kind", "approve")], cookie).status == 404)
        #expect(try await page.desk.letters(run).isEmpty)
    }

    // MARK: People of GitHub

    @Test func rolesOfGitHubDecideWhoDecides() async throws {
        let desk = try Desk(roles: ["maintainer": "write", "reader": "read"])
        let page = try await PageScene(desk, token: nil, hasGitHub: true)
        let run = try await desk.waitingRun()
        let cookie = try await page.signIn(asGitHub: "maintainer")
        let form = try await form(page, run, cookie) + [("kind", "approve")]

        let reader = try await page.signIn(asGitHub: "reader")
        let text = try await page.get("/runs/\(run)", reader).text
        #expect(text.contains("Posters") && !text.contains("/decisions"))
        let token = try #require(PageScene.field("token", in: text))
        let asked = try await page.post("/runs/\(run)/decisions", [("token", token)] + form.dropFirst(), reader)
        #expect(asked.status == 403)
        #expect(try await desk.letters(run).isEmpty)

        #expect(try await page.post("/runs/\(run)/decisions", form, cookie).status == 303)
        guard case .decision(let decision) = try await desk.letters(run).last else {
            Issue.record("there is no decision")
            return
        }
        #expect(decision.by == Decider(source: .api, login: "maintainer", role: "write"))
    }

    @Test func runsOfRepositoriesThatOneMayNotReadAreNotThere() async throws {
        let desk = try Desk(roles: ["maintainer": "write"], isPrivate: true)
        let page = try await PageScene(desk, token: nil, hasGitHub: true)
        let run = try await desk.waitingRun()
        let cookie = try await page.signIn(asGitHub: "nobody")
        #expect(try await page.get("/runs/\(run)", cookie).status == 404)
        #expect(try await page.get("/runs/\(run)/stream", cookie).status == 404)
        #expect(!(try await page.get("/", cookie).text.contains("Posters")))
    }

    @Test func rightsAreAskedAfreshForADecision() async throws {
        let desk = try Desk(roles: ["maintainer": "write"])
        let page = try await PageScene(desk, token: nil, hasGitHub: true)
        let run = try await desk.waitingRun()
        let cookie = try await page.signIn(asGitHub: "maintainer")
        let form = try await form(page, run, cookie) + [("kind", "approve")]
        desk.standIn.mount("/repos/\(Desk.name)/collaborators/maintainer/permission") { _ in
            .json(200, #"{"permission":"read","role_name":"read","user":null}"#)
        }
        #expect(try await page.post("/runs/\(run)/decisions", form, cookie).status == 403)
        #expect(try await desk.letters(run).isEmpty)
    }

    @Test func signInThatWasNotBegunHereIsRefused() async throws {
        let page = try await PageScene(try Desk(), hasGitHub: true)
        let sent = try await page.get("/sign-in/github")
        let address = try #require(sent["location"])
        #expect(
            address.contains("/login/oauth/authorize?client_id=client&")
                && address.contains("code_challenge_method=S256"))
        #expect(!address.contains("client-secret"))
        let state = try #require(PageScene.cookie(sent, "showrunner_state"))
        let value = String(state.drop { $0 != "=" }.dropFirst())
        for (query, cookie) in [
            ("code=abc&state=\(value)", nil), ("code=abc&state=x", state), ("code=abc", state), ("", state),
            ("state=\(value)&error=access_denied", state), ("code=abc&state=\(value)&state=\(value)", state),
        ] as [(String, String?)] {
            let reply = try await page.get("/sign-in/github/done?\(query)", cookie)
            #expect(reply.status == 403 && PageScene.cookie(reply) == nil, "\(query)")
        }
        page.desk.standIn.mount("/login/oauth/access_token") { _ in
            .json(200, #"{"error":"bad_verification_code","error_description":"<b>"}"#)
        }
        let refused = try await page.get("/sign-in/github/done?code=abc&state=\(value)", state)
        #expect(
            refused.status == 403 && refused.text.contains("bad_verification_code") && !refused.text.contains("<b>"))
    }

    // MARK: Files

    @Test func onlyFilesOfTheRunAreGiven() async throws {
        let page = try await PageScene(try Desk())
        let run = try await page.desk.waitingRun()
        let cookie = try await page.signIn()
        let assets = FileAssetStore(in: page.desk.folder.path("state"))
        let digest = try await assets.put([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])
        for path in ["files/\(digest)", "thumbs/\(digest)"] {
            #expect(try await page.get("/runs/\(run)/\(path)", cookie).status == 404, "another run may have made it")
        }
        for path in ["../history.db", "files/../../history.db", "files/%2e%2e%2fhistory.db", "files/\(digest)%00.png"] {
            #expect(try await page.get("/runs/\(run)/\(path)", cookie).status == 404)
        }
    }

    @Test func unknownPathsAreNotThere() async throws {
        let page = try await PageScene(try Desk(), token: nil)
        for path in ["/nothing", "/runs/x", "/page.php", "/.git/config"] {
            #expect(try await page.get(path).status == 404)
        }
        #expect(try await page.get("/runs/run_01m80bva57wbjjsfjb8eh6ydr1").status == 404)
        let style = try await page.get("/page.css?1")
        #expect(style.status == 200 && style["content-type"] == "text/css; charset=utf-8")
        let script = try await page.get("/page.js")
        #expect(
            script["content-type"] == "text/javascript; charset=utf-8" && script["x-content-type-options"] == "nosniff")
    }
}
