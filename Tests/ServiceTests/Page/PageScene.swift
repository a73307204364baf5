import Content
import Core
import Engine
import Foundation
import GitHub
import HTTP
import Service
import Store
import Synchronization
import TestSupport

@testable import Service

/// The page on loopback over the history of a desk, and what a browser would remember.
final class PageScene: Sendable {
    static let token = "operator-token-for-tests"
    let desk: Desk
    let hub: StreamHub
    let host: Host
    let time = SteppedTime()
    /// Who GitHub says is signing in.
    private let member = Mutex("")
    private let server: HTTPServer
    private let door: PageDoor
    private let work: Task<Void, Never>

    /// Roles as the desk's GitHub has them.
    struct Host: PageHost {
        let desk: Desk
        let wakes = Counter()

        final class Counter: Sendable {
            private let state = Mutex(0)
            var count: Int { state.withLock { $0 } }
            func next() -> Int {
                state.withLock { count in
                    count += 1
                    return count
                }
            }
        }

        private var tracker: GitHubTracker {
            GitHubTracker(apiURL: desk.standIn.url, token: GitHubStandIn.token, http: desk.http, time: desk.time)
        }

        func rules(of repository: String) async throws -> AccessRules { AccessRules() }
        func role(of login: String, in repository: String) async throws -> RepositoryRole {
            try await tracker.role(of: login, in: repository)
        }
        func thumbnail(of digest: SHA256Digest) async -> [UInt8]? { [0xff, 0xd8, 0xff, 0xe0] }
        func keep(
            _ bytes: [UInt8], as key: AssetKey, attempt: Int, of view: RunView, by login: String
        ) async throws -> [RoomFact] {
            guard bytes.starts(with: [0x89, 0x50]) else { throw UnfitFile(reason: "That is no picture.") }
            return [RoomFact(type: "kept", payload: ["bytes": .integer(Int64(bytes.count)), "by": .string(login)])]
        }
        func randomBytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in .random(in: 0...255) } }
        func wake() async { _ = wakes.next() }
        func tell(_ text: String) {}
    }

    /// `knows`: up to which append the service has followed the log when it starts; nil for all of it.
    init(
        _ desk: Desk, token: String? = token, hasGitHub: Bool = false, knows position: Int? = nil
    ) async throws {
        self.desk = desk
        host = Host(desk: desk)
        let store = desk.store
        let time = time
        let newest = try await store.newestPosition()
        hub = StreamHub(store, after: position ?? newest, time: time) { run in
            (try? await store.run(run))??.issue.repository.lowercased()
        }
        let flow = WebFlow(
            clientID: "client", secret: "client-secret", serverURL: desk.standIn.url, apiURL: desk.standIn.url,
            http: desk.http, time: desk.time)
        door = PageDoor(
            desk: PageDesk(
                terms: PageTerms(token: token, gitHub: hasGitHub ? flow : nil, secret: "webhook"), store: store,
                assets: FileAssetStore(in: desk.folder.path("state")), hub: hub, host: host, time: time,
                stateFolder: desk.folder.path("state")))
        let counts = ServiceCounts()
        server = try HTTPServer(
            on: try ListeningSocket(ServerAddress(host: "127.0.0.1", port: 0)),
            service: ServiceDoor(
                webhooks: WebhookReceiver(terms: WebhookTerms(secret: "s"), store: store, time: time, counts: counts),
                counts: counts, page: door))
        work = Task { [hub, door] in
            async let pages: Void = door.run()
            async let streams: Void = hub.run()
            _ = await (pages, streams)
        }
    }

    deinit {
        door.close()
        work.cancel()
    }

    var place: String { "127.0.0.1:\(server.address.port)" }

    func client() throws -> LoopbackClient { try LoopbackClient(port: Int(server.address.port)) }

    /// Asks for a page as a person would who follows a link of our own.
    func get(_ path: String, _ cookie: String? = nil, _ fields: [String] = []) async throws -> LoopbackClient.Reply {
        let client = try client()
        let cookies = cookie.map { ["Cookie: \($0)"] } ?? []
        let lines = ["GET \(path) HTTP/1.1", "Host: \(place)"] + cookies + fields
        await client.send(lines.joined(separator: "\r\n") + "\r\n\r\n")
        guard let reply = await client.reply() else { throw Failure.noAnswer(path) }
        return reply
    }

    /// Sends a form as a page of ours would; `fields` in place of those that say so.
    func post(
        _ path: String, _ form: [(String, String)], _ cookie: String? = nil, fields: [String]? = nil
    ) async throws -> LoopbackClient.Reply {
        let body = form.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
        let client = try client()
        let own = fields ?? ["Origin: http://\(place)", "Sec-Fetch-Site: same-origin"]
        let lines =
            ["POST \(path) HTTP/1.1", "Host: \(place)"] + own + (cookie.map { ["Cookie: \($0)"] } ?? [])
            + ["Content-Type: application/x-www-form-urlencoded", "Content-Length: \(body.utf8.count)"]
        await client.send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
        guard let reply = await client.reply() else { throw Failure.noAnswer(path) }
        return reply
    }

    /// Sends a form with a file as a page of ours would; nil for a form without one.
    func upload(
        _ path: String, _ form: [(String, String)], file: [UInt8]?, _ cookie: String?, head fields: [String]? = nil
    ) async throws -> LoopbackClient.Reply {
        var body = form.flatMap { name, value in
            Array("--XX\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        if let file {
            let head = "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n"
            body += Array(head.utf8) + file + Array("\r\n".utf8)
        }
        body += Array("--XX--\r\n".utf8)
        let client = try client()
        let own = fields ?? ["Origin: http://\(place)", "Sec-Fetch-Site: same-origin"]
        let lines =
            ["POST \(path) HTTP/1.1", "Host: \(place)"] + own + (cookie.map { ["Cookie: \($0)"] } ?? [])
            + ["Content-Type: multipart/form-data; boundary=XX", "Content-Length: \(body.count)"]
        await client.send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
        guard let reply = await client.reply() else { throw Failure.noAnswer(path) }
        return reply
    }

    /// The cookie that an answer sets, as a browser sends it back.
    static func cookie(_ reply: LoopbackClient.Reply, _ name: String = "showrunner_session") -> String? {
        reply.headers.filter { $0.name == "set-cookie" }.map(\.value).first { $0.hasPrefix(name + "=") }
            .map { String($0.prefix { $0 != ";" }) }
    }

    func signIn() async throws -> String {
        let reply = try await post("/sign-in", [("user", "operator"), ("secret", Self.token), ("next", "/")])
        guard reply.status == 303, let cookie = Self.cookie(reply) else { throw Failure.noAnswer("/sign-in") }
        return cookie
    }

    /// Signs somebody in through the GitHub of the desk.
    func signIn(asGitHub login: String) async throws -> String {
        member.withLock { $0 = login }
        desk.standIn.mount("/login/oauth/access_token") { _ in
            .json(200, #"{"access_token":"\#(GitHubStandIn.token)","token_type":"bearer","scope":""}"#)
        }
        desk.standIn.mount("/user") { [weak self] _ in
            .json(200, #"{"login":"\#(self?.member.withLock { $0 } ?? "")","type":"User","id":5}"#)
        }
        let sent = try await get("/sign-in/github")
        guard let state = Self.cookie(sent, "showrunner_state") else { throw Failure.noAnswer("/sign-in/github") }
        let value = state.drop { $0 != "=" }.dropFirst()
        let back = try await get("/sign-in/github/done?code=abc&state=\(value)", state)
        guard let cookie = Self.cookie(back) else { throw Failure.noAnswer("/sign-in/github/done") }
        return cookie
    }

    /// The value of a hidden field of a page.
    static func field(_ name: String, in text: String) -> String? {
        guard let place = text.firstRange(of: "name=\"\(name)\" value=\"") else { return nil }
        return String(text[place.upperBound...].prefix { $0 != "\"" })
    }

    /// Has a run of another issue wait at its gate.
    func addRun(_ number: Int) async throws -> RunID {
        var bits = SplitMix64(seed: UInt64(number))
        let run = RunID(at: desk.time.now(), using: &bits)
        let charter = RunCharter(
            issue: .github(repository: number < 100 ? Desk.name : "other/private", number: number),
            issueTitle: "Issue \(number)", issueURL: nil, author: "maintainer",
            brief: Brief(prompt: "A lighthouse", seed: Seed(hashing: "x"), outputPath: "assets/"), workflow: "image",
            requestDigest: "d", estimate: .nothing, budget: nil, createdAt: desk.time.now(), delivery: .null)
        var gates = GatePolicy()
        gates.checkpoints = [GatePolicy.plan]
        gates.reminders = nil
        _ = try await RunConductor(log: desk.store, agents: [], time: desk.time, gates: gates)
            .begin(run, charter: charter, plan: [PlanTask(id: "draw/01", uses: "image", asset: AssetKey("01"))])
        return run
    }

    enum Failure: Error { case noAnswer(String) }
}
