import Core
import Foundation
import Store
import TestSupport
import Testing

@testable import Service

/// Deliveries over loopback: what is taken, and what is refused with which words.
@Suite(.timeLimit(.minutes(2))) struct WebhookReceiverTests {
    let hook: Webhook

    init() throws { hook = try Webhook() }

    private func status(_ fields: [String: String], _ body: [UInt8], line: String = "POST /webhook") async throws
        -> Int?
    {
        let client = try hook.client()
        await client.send(Webhook.request(fields, body, line: line))
        return await client.reply()?.status
    }

    /// Nothing of a refused delivery is kept.
    private func expectNothingKept(_ comment: Comment? = nil) async throws {
        #expect(try await hook.store.deliveryCount() == 0, comment)
        #expect(try await hook.open() == [], comment)
    }

    // MARK: Bad input

    @Test func forgedDeliveriesAreRefused() async throws {
        let body = Webhook.body()
        let others = [
            Webhook.signature(of: body + [0x20]), Webhook.signature(of: body, secret: "another"),
            Webhook.signature(of: []), "sha256=" + String(repeating: "0", count: 64), "sha256=", "sha1=abc", "",
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        ]
        for signature in others {
            var fields = Webhook.fields(of: body)
            fields["X-Hub-Signature-256"] = signature
            #expect(try await status(fields, body) == 401, "\(signature)")
        }
        var unsigned = Webhook.fields(of: body)
        unsigned["X-Hub-Signature-256"] = nil
        unsigned["X-Hub-Signature"] = "sha1=7d38cdd689735b008b3c702edd92eea23791c5f6"
        #expect(try await status(unsigned, body) == 401)
        try await expectNothingKept()
    }

    @Test func oneBitOfTheBodyChangedIsRefused() async throws {
        let body = Webhook.body()
        for place in stride(from: 0, to: body.count, by: 7) {
            var changed = body
            changed[place] ^= 1
            #expect(try await status(Webhook.fields(of: body), changed) == 401)
        }
        try await expectNothingKept()
    }

    @Test func aFieldThatComesTwiceIsRefused() async throws {
        let body = Webhook.body()
        for name in ["X-Hub-Signature-256", "X-GitHub-Delivery"] {
            var fields = Webhook.fields(of: body)
            fields[name.lowercased()] = fields[name]
            let status = try await status(fields, body)
            #expect(status == 401 || status == 400, "\(name)")
        }
        try await expectNothingKept()
    }

    @Test func truncatedBodyIsNoDelivery() async throws {
        let body = Webhook.body()
        let client = try hook.client()
        await client.send(Array(Webhook.request(Webhook.fields(of: body), body).dropLast(5)))
        client.finish()
        _ = await client.text(until: "never")
        // The length says less than is signed: what is read ends early, and its signature is another's.
        var fields = Webhook.fields(of: body)
        fields["Content-Length"] = "\(body.count - 5)"
        #expect(try await status(fields, Array(body.dropLast(5))) == 401)
        try await expectNothingKept()
    }

    @Test func oversizedBodyIsRefusedUnread() async throws {
        let hook = try Webhook(largestBody: 1_000)
        let body = [UInt8](repeating: 0x20, count: 1_001)
        let client = try hook.client()
        let request = Webhook.request(Webhook.fields(of: body), [])
        await client.send(request)
        #expect(await client.reply()?.status == 413)
        #expect(try await hook.store.deliveryCount() == 0)
    }

    @Test func whatIsAnnouncedOver25MegabytesIsRefused() async throws {
        var fields = Webhook.fields(of: [])
        fields["Content-Length"] = "\((25 << 20) + 1)"
        #expect(try await status(fields, []) == 413)
    }

    @Test(arguments: [
        "", "not JSON", "{", "payload=%7B%7D", #"{"issue":{"number":1}}"#, String(repeating: "[", count: 100_000),
        String(repeating: #"{"a":"#, count: 100_000), "{\"action\":\"\u{1}\"}",
    ])
    func signedNonsenseIsRefused(text: String) async throws {
        let body = Array(text.utf8)
        #expect(try await status(Webhook.fields(of: body), body) == 400)
        try await expectNothingKept()
    }

    @Test func wronglyEncodedBodyIsRefused() async throws {
        let text = #"{"action":"labeled","issue":{"number":12,"title":"caf"#
        let body = Array(text.utf8) + [0xe9] + Array(#""},"repository":{"full_name":"octo/assets"}}"#.utf8)
        #expect(try await status(Webhook.fields(of: body), body) == 400)
        try await expectNothingKept()
    }

    @Test func headsThatAreNoDeliverysAreRefused() async throws {
        let body = Webhook.body()
        func changed(_ name: String, _ value: String?) -> [String: String] {
            var fields = Webhook.fields(of: body)
            fields[name] = value
            return fields
        }
        #expect(try await status(changed("X-GitHub-Event", nil), body) == 400)
        #expect(try await status(changed("X-GitHub-Delivery", nil), body) == 400)
        for guid in [
            "", "short", String(repeating: "a", count: 65), "72d3162e cc78", "72d3162e-'; DROP TABLE", "72d3162é",
        ] {
            #expect(try await status(changed("X-GitHub-Delivery", guid), body) == 400, "\(guid)")
        }
        for type in [nil, "", "text/plain", "application/x-www-form-urlencoded", "application/jsonp"] {
            #expect(try await status(changed("Content-Type", type), body) == 415)
        }
        #expect(try await status(changed("Content-Encoding", "gzip"), body) == 415)
        #expect(try await status(changed("Content-Type", "application/json; charset=utf-8"), body) == 202)
    }

    @Test(arguments: [
        ("GET /webhook", 405), ("PUT /webhook", 405), ("DELETE /webhook", 405), ("POST /", 404),
        ("POST /webhook/", 404),
        ("POST /Webhook", 404), ("POST /%77ebhook", 404), ("POST /healthz", 405), ("POST /../webhook", 404),
    ])
    func otherPlacesAndMethodsAreRefused(line: String, expected: Int) async throws {
        let body = Webhook.body()
        #expect(try await status(Webhook.fields(of: body), body, line: line) == expected)
        try await expectNothingKept()
    }

    @Test func refusalsSayWhatToDo() async throws {
        let client = try hook.client()
        await client.send(
            "POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n")
        let reply = try #require(await client.reply())
        #expect(reply.status == 415 && reply.text.contains("application/json"))
        let reader = try hook.client()
        await reader.send("GET /webhook HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(await reader.reply()?["allow"] == "POST")
    }

    // MARK: Taking

    @Test func replayedDeliveryIsKnown() async throws {
        let body = Webhook.body()
        #expect(try await hook.deliver(body) == 202)
        let row = try #require(try await hook.store.openAttention(at: hook.time.now(), limit: 9).first)
        try await hook.store.settle(row, wantsRun: false)
        for _ in 1...3 { #expect(try await hook.deliver(body) == 200) }
        // With another body under the same name too: it is the name that counts.
        #expect(try await hook.deliver(Webhook.body(issue: 99)) == 200)
        #expect(try await hook.store.deliveryCount() == 1)
        #expect(try await hook.open() == [], "nobody is asked to look again")
    }

    @Test func deliveryIsInTheFileBeforeItIsAnswered() async throws {
        for number in 1...20 {
            #expect(try await hook.deliver(Webhook.body(issue: number), guid: "delivery-\(number)") == 202)
            let other = try SQLiteStore(in: hook.folder.path)
            #expect(try await other.deliveryCount() == number)
            #expect(try await other.openAttention(at: hook.time.now(), limit: 99).count == number)
        }
    }

    @Test func manyDeliveriesAboutOneIssueAskForOneLook() async throws {
        for (number, action) in ["opened", "labeled", "edited", "labeled"].enumerated() {
            #expect(try await hook.deliver(Webhook.body(action: action), guid: "delivery-\(number)") == 202)
        }
        #expect(try await hook.open() == ["octo/assets#12"])
        #expect(try await hook.store.deliveryCount() == 4)
    }

    @Test func deliveriesThatComeTogetherAreAllKept() async throws {
        let hook = hook
        let taken = try await withThrowingTaskGroup(of: Int.self) { group in
            for lane in 0..<32 {
                group.addTask {
                    let client = try hook.client()
                    var taken = 0
                    for number in 0..<10 {
                        let body = Webhook.body(issue: number + 1)
                        let fields = Webhook.fields(of: body, guid: "delivery-\(lane)-\(number)")
                        await client.send(Webhook.request(fields, body))
                        if await client.reply()?.status == 202 { taken += 1 }
                    }
                    return taken
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(taken == 320)
        #expect(try await hook.store.deliveryCount() == 320)
        let rows = try await hook.store.openAttention(at: hook.time.now(), limit: 100)
        #expect(rows.map(\.asked) == Array(repeating: 32, count: 10))
    }

    @Test func pingIsAnsweredAndLeavesNothing() async throws {
        #expect(
            try await hook.deliver(Array(#"{"zen":"Keep it logically awesome.","hook_id":1}"#.utf8), event: "ping")
                == 200)
        try await expectNothingKept()
    }

    @Test func repositoriesThatAreNotServedAreNotLookedAt() async throws {
        let hook = try Webhook(repositories: ["octo/assets"])
        #expect(try await hook.deliver(Webhook.body(repository: "other/place"), guid: "delivery-1") == 202)
        #expect(try await hook.deliver(Webhook.body(repository: "Octo/Assets"), guid: "delivery-2") == 202)
        #expect(try await hook.open() == ["Octo/Assets#12"])
        #expect(try await hook.store.deliveryCount() == 2)
    }

    @Test func deliveryThatCannotBeKeptIsNotAcknowledged() async throws {
        let file = hook.folder.path(SQLiteStore.fileName)
        try Database.execute(
            "CREATE TRIGGER full BEFORE INSERT ON deliveries BEGIN SELECT RAISE(ABORT, 'no room'); END", in: file)
        let client = try hook.client()
        let body = Webhook.body()
        await client.send(Webhook.request(Webhook.fields(of: body), body))
        let reply = try #require(await client.reply())
        #expect(reply.status == 503 && reply["retry-after"] != nil)
        try await expectNothingKept()
        #expect(hook.counts.takeError()?.contains("no room") == true)
        try Database.execute("DROP TRIGGER full", in: file)
        #expect(try await hook.deliver(body) == 202, "the same delivery, sent again")
    }

    @Test(.enabled(if: DeliveryFixtures.areThere, "the shared folder with GitHub's payloads is missing"))
    func publishedPayloadsAreTaken() async throws {
        let client = try hook.client()
        for (number, name) in DeliveryFixtures.names.enumerated() {
            let body = try DeliveryFixtures.bytes(name)
            let event = DeliveryFixtures.event(of: name)
            await client.send(
                Webhook.request(Webhook.fields(of: body, event: event, guid: "fixture-\(number)"), body))
            #expect(await client.reply()?.status == (event == "ping" ? 200 : 202), "\(name)")
        }
    }

    // MARK: How it is

    @Test func figuresCountWhatBecameOfEachRequest() async throws {
        let body = Webhook.body()
        _ = try await hook.deliver(body)
        _ = try await hook.deliver(body)
        var forged = Webhook.fields(of: body)
        forged["X-Hub-Signature-256"] = Webhook.signature(of: body, secret: "another")
        _ = try await status(forged, body)
        let client = try hook.client()
        await client.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
        let reply = try #require(await client.reply())
        #expect(reply["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        for line in [
            #"showrunner_deliveries_total{outcome="taken"} 1"#, #"showrunner_deliveries_total{outcome="repeated"} 1"#,
            #"showrunner_deliveries_total{outcome="forged"} 1"#, "showrunner_ready 1",
        ] {
            #expect(reply.text.contains("\n\(line)\n"), "\(line)")
        }
        #expect(!reply.text.contains(Webhook.secret))
    }

    @Test func readinessEndsBeforeLifeDoes() async throws {
        let client = try hook.client()
        func status(_ path: String) async -> Int? {
            await client.send("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
            return await client.reply()?.status
        }
        #expect(await status("/readyz") == 200)
        hook.door.close()
        #expect(await status("/readyz") == 503)
        #expect(await status("/healthz") == 200)
    }
}
