import Core
import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing

@testable import GitStore

/// What the client of Git LFS does with answers that the real server does not give.
@Suite struct LFSServerTests {
    private let client = HTTPClient(userAgent: "test")

    private func server(
        _ url: String, now: @escaping @Sendable () -> Timestamp = { Timestamp(milliseconds: 1_000_000) }
    ) -> LFSServer {
        LFSServer(address: url + "/info/lfs", headers: [("Authorization", "Basic secret")], client: client, now: now)
    }

    private func object(_ text: String, at path: String = "a.png") throws -> LargeObject {
        try LargeObject(RepositoryPath(delivering: path), .bytes(Array(text.utf8)), size: text.utf8.count)
    }

    /// The answer to a batch: an upload to `store`, with further members of the action.
    private static func batch(_ request: LoopbackRequest, store: String, _ more: String = "", verify: Bool = false)
        -> LoopbackReply
    {
        let objects = (try? JSONValue(parsing: request.text))?["objects"]?.array ?? []
        let answers = objects.map { object in
            let name = object["oid"]?.string ?? ""
            let check = verify ? ", \"verify\": {\"href\": \"\(store)/verify\", \"header\": {\"X-Check\": \"1\"}}" : ""
            return "{\"oid\": \"\(name)\", \"size\": 1, \"authenticated\": true, \"actions\": {\"upload\": {\"href\": "
                + "\"\(store)/put/\(name)\", \"header\": {\"X-Given\": \"yes\", \"Transfer-Encoding\": \"chunked\"}\(more)}\(check)}}"
        }
        return .json(200, "{\"transfer\": \"basic\", \"objects\": [\(answers.joined(separator: ", "))]}")
    }

    @Test func asksSendsAndVerifies() async throws {
        let store = try LoopbackServer { _ in LoopbackReply(200) }
        let server = try LoopbackServer { Self.batch($0, store: store.url, verify: true) }
        let object = try object("film")
        try await self.server(server.url).upload([object, object], for: "refs/heads/x")
        let asked = try #require(server.requests.first)
        #expect(server.requests.count == 1)
        #expect(asked.path == "/info/lfs/objects/batch")
        #expect(asked.header("Accept") == "application/vnd.git-lfs+json")
        #expect(asked.header("Content-Type") == "application/vnd.git-lfs+json")
        #expect(asked.header("Authorization") == "Basic secret")
        let body = try JSONValue(parsing: asked.text)
        #expect(body["operation"] == "upload" && body["hash_algo"] == "sha256" && body["transfers"] == ["basic"])
        #expect(body["ref"] == ["name": "refs/heads/x"])
        #expect(body["objects"] == [["oid": .string(object.name), "size": 4]])
        #expect(store.requests.map(\.method) == ["PUT", "POST"])
        let put = store.requests[0]
        #expect(put.text == "film" && put.header("X-Given") == "yes")
        #expect(put.header("Content-Type") == "application/octet-stream")
        #expect(put.header("Transfer-Encoding") == nil && put.header("Content-Length") == "4")
        let check = store.requests[1]
        #expect(check.header("X-Check") == "1")
        #expect(try JSONValue(parsing: check.text) == ["oid": .string(object.name), "size": 4])
        // Another host gets what the server gave for it, and no sign-in of ours.
        #expect(store.requests.allSatisfy { $0.header("Authorization") == nil })
    }

    @Test func neverSignsInToAnotherHostThatAsksForIt() async throws {
        let store = try LoopbackServer { _ in LoopbackReply(401) }
        let server = try LoopbackServer { Self.batch($0, store: store.url) }
        await #expect(throws: GitError.self) {
            try await self.server(server.url).upload([object("a")], for: "refs/heads/x")
        }
        #expect(store.requests.count == 1)
        #expect(store.requests.allSatisfy { $0.header("Authorization") == nil })
    }

    @Test func signsInToItsOwnServerWhereThatGaveNothing() async throws {
        let server = try LoopbackServer { request in
            let host = "http://" + (request.header("Host") ?? "")
            if request.path.hasSuffix("batch") { return Self.batch(request, store: host) }
            return LoopbackReply(request.header("Authorization") == "Basic secret" ? 200 : 401)
        }
        try await self.server(server.url).upload([object("a")], for: "refs/heads/x")
        #expect(server.requests.map(\.method) == ["POST", "PUT", "PUT"])
    }

    @Test func sendsNothingThatTheServerHas() async throws {
        let object = try object("film")
        let server = try LoopbackServer { _ in
            .json(200, "{\"objects\": [{\"oid\": \"\(object.name)\", \"size\": 4}]}")
        }
        try await self.server(server.url).upload([object], for: "refs/heads/x")
        #expect(server.requests.count == 1)
    }

    @Test func asksAgainAfterAFailureAndOnlyForWhatIsMissing() async throws {
        let one = try object("one", at: "1.png")
        let two = try object("two", at: "2.png")
        let failed = Mutex(false)
        let server = try LoopbackServer { request in
            if request.path.hasSuffix("batch") {
                return Self.batch(request, store: "http://" + (request.header("Host") ?? ""))
            }
            guard request.path.hasSuffix(two.name) else { return LoopbackReply(200) }
            return failed.withLock { failed in
                defer { failed = true }
                return LoopbackReply(failed ? 200 : 503)
            }
        }
        try await self.server(server.url).upload([one, two], for: "refs/heads/x")
        let batches = server.requests.filter { $0.path.hasSuffix("batch") }
        try #require(batches.count == 2)
        #expect(try JSONValue(parsing: batches[1].text)["objects"]?.array?.count == 1)
        #expect(server.requests.count { $0.path.hasSuffix(one.name) } == 1)
    }

    @Test func givesUpAServerThatKeepsFailing() async throws {
        let server = try LoopbackServer { request in
            request.path.hasSuffix("batch")
                ? Self.batch(request, store: "http://" + (request.header("Host") ?? "")) : LoopbackReply(503)
        }
        let error = await #expect(throws: GitError.self) {
            try await self.server(server.url).upload([object("a")], for: "refs/heads/x")
        }
        guard case .unreachable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(server.requests.count == 6)
    }

    @Test(arguments: [", \"expires_in\": 20", ", \"expires_at\": \"1970-01-01T00:17:00Z\""])
    func asksAnewWhereAnAddressHasRunOut(expiry: String) async throws {
        let time = Mutex<Int64>(1_000_000)
        let server = try LoopbackServer { request in
            if request.path.hasSuffix("batch") {
                return Self.batch(request, store: "http://" + (request.header("Host") ?? ""), expiry)
            }
            time.withLock { $0 += 21_000 }
            return LoopbackReply(200)
        }
        let client = self.server(server.url) { Timestamp(milliseconds: time.withLock { $0 }) }
        try await client.upload([object("a", at: "a.png"), object("b", at: "b.png")], for: "refs/heads/x")
        #expect(server.requests.map(\.method) == ["POST", "PUT", "POST", "PUT"])
    }

    @Test(arguments: [
        (401, "no", "refused the sign-in"), (403, "read only", "contents: write"), (404, "no", "Turn Git LFS on"),
        (413, "too big", "Make it smaller"), (422, "no good", "Make it smaller"), (429, "slow", "patience of 7 s"),
        (507, "full", "quota"), (509, "bandwidth", "quota"), (500, "x", "Resume the run later"),
        (403, "This repository is over its data quota. Purchase more data packs to restore access.", "buys more data"),
    ])
    func saysWhatToDoAboutARefusal(status: Int, message: String, words: String) async throws {
        let server = try LoopbackServer { _ in
            .json(status, "{\"message\": \"\(message)\"}", headers: [("Retry-After", "7")])
        }
        let error = await #expect(throws: GitError.self) {
            try await self.server(server.url).upload([object("a")], for: "refs/heads/x")
        }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
        #expect(error?.description.contains("secret") == false)
    }

    @Test(arguments: [(404, "takes 'a.png' not"), (422, "takes 'a.png' not"), (507, "quota"), (403, "contents: write")])
    func saysWhatToDoAboutOneObject(code: Int, words: String) async throws {
        let object = try object("a")
        let server = try LoopbackServer { _ in
            .json(
                200,
                "{\"objects\": [{\"oid\": \"\(object.name)\", \"error\": {\"code\": \(code), \"message\": \"no\"}}]}")
        }
        let error = await #expect(throws: GitError.self) {
            try await self.server(server.url).upload([object], for: "refs/heads/x")
        }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }

    @Test(arguments: [
        "<html>", "{}", "{\"objects\": []}", "{\"transfer\": \"tus\", \"objects\": []}",
        "{\"objects\": [], \"hash_algo\": \"sha512\"}",
    ])
    func refusesAnAnswerThatIsNone(answer: String) async throws {
        let server = try LoopbackServer { _ in .json(200, answer) }
        let error = await #expect(throws: GitError.self) {
            try await self.server(server.url).upload([object("a")], for: "refs/heads/x")
        }
        guard case .refused = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func refusesAPathThatSomebodyElseHasLocked() async throws {
        let server = try LoopbackServer { request in
            request.text.contains("cursor")
                ? .json(
                    200,
                    "{\"ours\": [], \"theirs\": [{\"id\": \"1\", \"path\": \"a.png\", \"locked_at\": "
                        + "\"2026-01-02T03:04:05Z\", \"owner\": {\"name\": \"mona\"}}]}")
                : .json(
                    200,
                    "{\"ours\": [{\"path\": \"a.png\", \"owner\": {\"name\": \"me\"}}], \"theirs\": [{\"path\": "
                        + "\"b.png\", \"owner\": {\"name\": \"x\"}}], \"next_cursor\": \"2\"}")
        }
        let path = try RepositoryPath(delivering: "a.png")
        let error = await #expect(throws: GitError.self) {
            try await self.server(server.url).respectLocks(on: [path], for: "refs/heads/x")
        }
        #expect(error == .locked(path: "a.png", by: "mona", since: "2026-01-02T03:04:05Z"))
        #expect(server.requests.map(\.path) == ["/info/lfs/locks/verify", "/info/lfs/locks/verify"])
        #expect(try JSONValue(parsing: server.requests[0].text) == ["ref": ["name": "refs/heads/x"]])
        try await self.server(server.url).respectLocks(
            on: [RepositoryPath(delivering: "c.png")], for: "refs/heads/x")
    }

    @Test(arguments: [404, 501]) func aServerWithoutLocksHasLockedNothing(status: Int) async throws {
        let server = try LoopbackServer { _ in LoopbackReply(status) }
        let path = try RepositoryPath(delivering: "a.png")
        try await self.server(server.url).respectLocks(on: [path], for: "refs/heads/x")
    }

    @Test func refusesToListWithoutEnd() async throws {
        let server = try LoopbackServer { _ in .json(200, "{\"theirs\": [], \"next_cursor\": \"1\"}") }
        await #expect(throws: GitError.self) {
            try await self.server(server.url).respectLocks(
                on: [RepositoryPath(delivering: "a.png")], for: "refs/heads/x")
        }
        #expect(server.requests.count == 100)
    }
}
