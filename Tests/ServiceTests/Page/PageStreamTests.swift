import Core
import HTTP
import Store
import TestSupport
import Testing

@testable import Service

/// Streams of server-sent events: everything once, and everything after a pause.
@Suite(.timeLimit(.minutes(2))) struct PageStreamTests {
    /// Opens a stream and returns when it has begun.
    private func open(_ page: PageScene, _ path: String, after id: Int? = nil) async throws -> LoopbackClient {
        let client = try page.client()
        let last = id.map { "Last-Event-ID: \($0)\r\n" } ?? ""
        await client.send("GET \(path) HTTP/1.1\r\nHost: \(page.place)\r\n\(last)\r\n")
        return client
    }

    /// The ids of what came, up to this one.
    private func ids(_ client: LoopbackClient, upTo last: Int) async -> [Int] {
        let text = await client.text(containing: "id: \(last)\n")
        return text.split(whereSeparator: \.isNewline).compactMap { line in
            line.hasPrefix("id: ") ? Int(line.dropFirst(4)) : nil
        }
    }

    @Test func everyAppendComesOnceAsItIsWritten() async throws {
        let page = try await PageScene(try Desk(), token: nil)
        let client = try await open(page, "/stream")
        _ = await client.text(until: "retry: 2000\n\n\r\n")
        for number in 20...25 { _ = try await page.addRun(number) }
        let last = try await page.desk.store.newestPosition()
        #expect(last >= 6)
        #expect(await ids(client, upTo: last) == Array(1...last))
    }

    @Test func whoComesAgainIsToldWhatFollows() async throws {
        let desk = try Desk()
        let page = try await PageScene(desk, token: nil)
        for number in 20...23 { _ = try await page.addRun(number) }
        let last = try await desk.store.newestPosition()
        for id in [0, 1, last - 1] {
            let client = try await open(page, "/stream", after: id)
            #expect(await ids(client, upTo: last) == Array(id + 1...last), "after \(id)")
        }
        // A service that has just started has kept nothing: it reads the log.
        let other = try await PageScene(desk, token: nil)
        for id in [0, 2, last - 1] {
            let client = try await open(other, "/stream?after=1000000", after: id)
            #expect(await ids(client, upTo: last) == Array(id + 1...last), "the header goes before the address")
        }
        let client = try await open(other, "/stream?after=\(last)")
        _ = await client.text(until: "retry: 2000\n\n\r\n")
        _ = try await other.addRun(30)
        let newest = try await desk.store.newestPosition()
        #expect(await ids(client, upTo: newest) == Array(last + 1...newest))
    }

    @Test func streamOfOneRunIsAboutThatRun() async throws {
        let page = try await PageScene(try Desk(), token: nil)
        let first = try await page.addRun(20)
        let client = try await open(page, "/runs/\(first)/stream", after: 0)
        let own = try await page.desk.store.newestPosition()
        #expect(await ids(client, upTo: own) == Array(1...own))
        _ = try await page.addRun(21)
        // What is written to the other one goes by; only the end of the stream comes.
        let newest = try await page.desk.store.newestPosition()
        while page.hub.position < newest { await Task.yield() }
        page.hub.close()
        let text = await client.text(until: "0\r\n\r\n")
        #expect(text.split(whereSeparator: \.isNewline).count { $0.hasPrefix("id: ") } == own)
    }

    @Test(arguments: ["9999", "-1", "x", "1 OR 1", ""]) func idOfAnotherHistoryHasThePageLoadedAgain(id: String)
        async throws
    {
        let page = try await PageScene(try Desk(), token: nil)
        _ = try await page.addRun(20)
        let client = try page.client()
        await client.send("GET /stream HTTP/1.1\r\nHost: \(page.place)\r\nLast-Event-ID: \(id)\r\n\r\n")
        let text = await client.text(until: "0\r\n\r\n")
        #expect(text.contains("event: reload\ndata: {}") && !text.contains("id: "))
    }

    @Test func memberHearsOfTheirRepositoriesAlone() async throws {
        let desk = try Desk(roles: ["maintainer": "write"], isPrivate: true)
        let page = try await PageScene(desk, token: nil, hasGitHub: true)
        _ = try await page.addRun(20)
        let visible = try await desk.store.newestPosition()
        _ = try await page.addRun(120)
        let newest = try await desk.store.newestPosition()
        while page.hub.position < newest { await Task.yield() }
        let cookie = try await page.signIn(asGitHub: "maintainer")
        let client = try page.client()
        await client.send(
            "GET /stream HTTP/1.1\r\nHost: \(page.place)\r\nCookie: \(cookie)\r\nLast-Event-ID: 0\r\n\r\n")
        #expect(await ids(client, upTo: visible) == Array(1...visible))
        page.hub.close()
        let text = await client.text(until: "0\r\n\r\n")
        #expect(!text.contains("Issue 120"))
    }

    @Test func quietStreamsShowSignsOfLifeAndEndInTheirTime() async throws {
        let page = try await PageScene(try Desk())
        let cookie = try await page.signIn()
        let client = try page.client()
        await client.send("GET /stream HTTP/1.1\r\nHost: \(page.place)\r\nCookie: \(cookie)\r\n\r\n")
        _ = await client.text(until: "retry: 2000\n\n\r\n")
        while page.hub.listeners == 0 { await Task.yield() }
        page.hub.pulse()
        #expect(await client.text(until: ":\n\n\r\n").hasSuffix(":\n\n\r\n"))
        page.time.advance(by: PageSession.length)
        page.hub.pulse()
        #expect(await client.text(until: "0\r\n\r\n").hasSuffix("0\r\n\r\n"), "the session is over")
        #expect(page.hub.listeners == 0)
    }

    @Test func whoDoesNotReadIsCutAndCanComeAgain() async throws {
        let page = try await PageScene(try Desk(), token: nil)
        let run = try await page.addRun(20)
        let client = try await open(page, "/stream")
        _ = await client.text(until: "retry: 2000\n\n\r\n")
        while page.hub.listeners == 0 { await Task.yield() }
        let large = [UInt8](repeating: 0x61, count: 200_000)
        var position = page.hub.position
        while page.hub.listeners > 0 {
            position += 1
            page.hub.tell(StreamHub.Message(position: position, run: run, repository: nil, bytes: large))
            await Task.yield()
        }
        let again = try await open(page, "/stream", after: position - 1)
        #expect(await again.text(until: "aaaa\r\n").hasSuffix("aaaa\r\n"))
    }
}
