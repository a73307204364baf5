import Core
import Crypto
import HTTP
import Service
import Store
import TestSupport

/// A receiver on loopback over a store of its own, and what a sender needs.
struct Webhook {
    static let secret = "It's a Secret to Everybody"
    let folder: TemporaryFolder
    let store: SQLiteStore
    let server: HTTPServer
    let door: ServiceDoor
    let counts = ServiceCounts()
    let time = ManualTime()

    init(repositories: Set<String>? = nil, largestBody: Int = 25 << 20) throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(in: folder.path)
        let terms = WebhookTerms(secret: Self.secret, repositories: repositories, largestBody: largestBody)
        door = ServiceDoor(
            webhooks: WebhookReceiver(terms: terms, store: store, time: time, counts: counts), counts: counts)
        server = try HTTPServer(
            on: try ListeningSocket(ServerAddress(host: "127.0.0.1", port: 0)), service: door)
    }

    func client() throws -> LoopbackClient { try LoopbackClient(port: Int(server.address.port)) }

    static func signature(of body: [UInt8], secret: String = secret) -> String {
        "sha256="
            + HMACSHA256.code(of: body, key: Array(secret.utf8))
            .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// The fields of a delivery's head as GitHub sends them; nil leaves one out.
    static func fields(
        of body: [UInt8], event: String = "issues", guid: String = "72d3162e-cc78-11e3-81ab-4c9367dc0958"
    ) -> [String: String] {
        [
            "Host": "127.0.0.1", "Content-Type": "application/json", "User-Agent": "GitHub-Hookshot/044aadd",
            "X-GitHub-Event": event, "X-GitHub-Delivery": guid, "X-Hub-Signature-256": signature(of: body),
            "Content-Length": "\(body.count)",
        ]
    }

    static func request(_ fields: [String: String], _ body: [UInt8], line: String = "POST /webhook") -> [UInt8] {
        let head = fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }.joined()
        return Array("\(line) HTTP/1.1\r\n\(head)\r\n".utf8) + body
    }

    static func body(issue: Int = 12, action: String = "labeled", repository: String = "octo/assets") -> [UInt8] {
        Array(
            """
            {"action":"\(action)","issue":{"number":\(issue)},"label":{"name":"generate"},"repository":\
            {"full_name":"\(repository)"},"sender":{"id":1,"login":"ada","type":"User"}}
            """.utf8)
    }

    /// Sends one delivery, and gives the status of its answer.
    func deliver(
        _ body: [UInt8], event: String = "issues", guid: String = "72d3162e-cc78-11e3-81ab-4c9367dc0958"
    ) async throws -> Int? {
        let client = try client()
        await client.send(Self.request(Self.fields(of: body, event: event, guid: guid), body))
        return await client.reply()?.status
    }

    /// What somebody has to look at, as `octo/assets#12`.
    func open() async throws -> [String] {
        try await store.openAttention(at: Timestamp(milliseconds: .max / 2), limit: 100).map(\.place.description)
    }
}
