import Core
import Engine
import HTTP
import Store
import TestSupport
import Testing

@testable import Service

/// A file that is sent to the page: who may, how large, and what becomes of it.
@Suite(.timeLimit(.minutes(2))) struct PageSupplyTests {
    private static let png: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1, 2, 3]

    /// The fields that a form of the run's page holds, and the session it belongs to.
    private func form(_ page: PageScene, _ run: RunID) async throws -> (fields: [(String, String)], cookie: String) {
        let cookie = try await page.signIn()
        let text = try await page.get("/runs/\(run)", cookie).text
        let gate = try #require(try await page.desk.store.board(of: run).openGates.first?.gate)
        let token = try #require(PageScene.field("token", in: text))
        return ([("token", token), ("gate", gate.id.text), ("shown", gate.shown), ("asset", "01")], cookie)
    }

    @Test func aFileGoesWithItsDecisionIntoTheRunsInbox() async throws {
        let page = try await PageScene(try Desk())
        let run = try await page.desk.failedRun()
        let (fields, cookie) = try await form(page, run)
        for _ in 1...2 {
            let reply = try await page.upload("/runs/\(run)/supply", fields, file: Self.png, cookie)
            #expect(reply.status == 303 && reply["location"] == "/runs/\(run)?told=decided", "\(reply.text)")
        }
        let letters = try await page.desk.letters(run)
        guard letters.count == 1, case .decision(let decision) = letters[0] else {
            Issue.record("\(letters)")
            return
        }
        #expect(decision.kind == .supply && decision.assets == [AssetKey("01")])
        #expect(decision.records == [RoomFact(type: "kept", payload: ["bytes": 12, "by": "page operator"])])
    }

    @Test func whatCanNotStandThereDecidesNothing() async throws {
        let page = try await PageScene(try Desk())
        let run = try await page.desk.failedRun()
        let (fields, cookie) = try await form(page, run)
        let path = "/runs/\(run)/supply"
        let text = try await page.upload(path, fields, file: Array("<svg onload=alert(1)>".utf8), cookie)
        #expect(text.status == 422 && text.text.contains("no picture"))
        #expect(try await page.upload(path, fields, file: [], cookie).status == 422)
        #expect(try await page.upload(path, fields, file: nil, cookie).status == 422)
        #expect(
            try await page.upload(path, Array(fields.dropLast()) + [("asset", "99")], file: Self.png, cookie).status
                == 400)
        var stale = fields
        stale[2].1 = "0000000000000000"
        #expect(try await page.upload(path, stale, file: Self.png, cookie).status == 409)
        #expect(try await page.post(path, fields, cookie).status == 415)
        #expect(try await page.desk.letters(run).isEmpty)
    }

    @Test func aGateThatTakesNoFileSaysSo() async throws {
        let page = try await PageScene(try Desk())
        let run = try await page.desk.waitingRun()
        let (fields, cookie) = try await form(page, run)
        #expect(try await page.upload("/runs/\(run)/supply", fields, file: Self.png, cookie).status == 422)
    }

    @Test func onlyAPersonWhoMayDecideOnOurPageSendsAFile() async throws {
        let desk = try Desk(roles: ["maintainer": "write", "reader": "read"])
        let page = try await PageScene(desk, hasGitHub: true)
        let run = try await desk.failedRun()
        let (fields, cookie) = try await form(page, run)
        let path = "/runs/\(run)/supply"
        #expect(try await page.upload(path, fields, file: Self.png, nil).status == 401)
        var forged = fields
        forged[0].1 = "x"
        #expect(try await page.upload(path, forged, file: Self.png, cookie).status == 403)
        for head in [
            [], ["Origin: https://evil.example"], ["Origin: http://\(page.place)", "Sec-Fetch-Site: cross-site"],
        ] {
            #expect(try await page.upload(path, fields, file: Self.png, cookie, head: head).status == 403)
        }
        let reader = try await page.signIn(asGitHub: "reader")
        let token = try #require(PageScene.field("token", in: try await page.get("/runs/\(run)", reader).text))
        let asked = [("token", token)] + Array(fields.dropFirst())
        #expect(try await page.upload(path, asked, file: Self.png, reader).status == 403)
        #expect(try await desk.letters(run).isEmpty)
    }

    @Test func moreThanTheLimitIsNotTakenIn() async throws {
        let page = try await PageScene(try Desk())
        let run = try await page.desk.failedRun()
        let (_, cookie) = try await form(page, run)
        let client = try page.client()
        await client.send(
            """
            POST /runs/\(run)/supply HTTP/1.1\r\nHost: \(page.place)\r\nOrigin: http://\(page.place)\r\nCookie: \(cookie)\r\n\
            Content-Type: multipart/form-data; boundary=XX\r\nContent-Length: \(UploadRoom.mostBytes + 1)\r\n\r\n
            """)
        #expect(await client.reply()?.status == 413)
    }

    @Test func onlySoManyFilesAreOnTheirWayAtOnce() async throws {
        let page = try await PageScene(try Desk())
        let run = try await page.desk.failedRun()
        let (fields, cookie) = try await form(page, run)
        let head = """
            POST /runs/\(run)/supply HTTP/1.1\r\nHost: \(page.place)\r\nOrigin: http://\(page.place)\r\nCookie: \(cookie)\r\n\
            Content-Type: multipart/form-data; boundary=XX\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n
            """
        var clients: [LoopbackClient] = []
        for _ in 0..<UploadRoom.most {
            let client = try page.client()
            await client.send(head)
            // The server has taken the head in when it asks for the rest.
            _ = await client.text(containing: "100 Continue")
            clients.append(client)
        }
        #expect(try await page.upload("/runs/\(run)/supply", fields, file: Self.png, cookie).status == 503)
        #expect(try await page.get("/runs/\(run)", cookie).status == 200)
    }
}
