import Core
import Crypto
import Foundation
import HTTP
import TestSupport
import Testing

/// `bot serve` before a GitHub on loopback, with whoever delivers its webhooks.
final class ServiceScene: Sendable {
    private static let secret = "a secret of the test's own"
    let hub: GitHubScene
    private let service: RunningCommand
    private let address: String
    private let http = HTTPClient(userAgent: "GitHub-Hookshot/test")

    init(_ hub: GitHubScene) async throws {
        self.hub = hub
        service = try hub.scene.command(
            ["serve", "--listen", "127.0.0.1:0"], ["BOT_WEBHOOK_SECRET": Self.secret]
        ).start()
        try #require(await service.says("deliveries go to"), "\(service.errorsSoFar)")
        let words = service.errorsSoFar.split { $0 == " " || $0 == ";" || $0.isNewline }.map(String.init)
        let place = try #require(words.firstIndex(of: "on").map { words[$0 + 1] })
        address = place.hasPrefix("http") ? place : "http://\(place)"
    }

    /// Delivers that something has happened to issue 12; the status of the answer.
    func deliver(_ event: String, _ action: String, guid number: Int) async throws -> Int {
        try await deliver(
            event,
            body:
                """
                {"action":"\(action)","issue":{"number":12},"repository":{"full_name":"\(GitHubScene.name)"},\
                "sender":{"id":7,"login":"whoever","type":"User"}}
                """, guid: number)
    }

    /// Delivers that somebody has pressed 'Re-run failed assets' on the check of a run; the status of the answer.
    func press(of run: String, by login: String, guid number: Int) async throws -> Int {
        try await deliver(
            "check_run",
            body:
                """
                {"action":"requested_action","requested_action":{"identifier":"retry_failed"},"check_run":{"id":4,\
                "external_id":"\(run)","check_suite":{"head_branch":"\(GitHubScene.branch)"}},"repository":\
                {"full_name":"\(GitHubScene.name)"},"sender":{"id":8,"login":"\(login)","type":"User"}}
                """, guid: number)
    }

    private func deliver(_ event: String, body text: String, guid number: Int) async throws -> Int {
        let body = Array(text.utf8)
        let code = HMACSHA256.code(of: body, key: Array(Self.secret.utf8))
        let digits = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        var request = HTTPRequest("POST", address + "/webhook")
        request.headers = [
            ("Content-Type", "application/json"), ("X-GitHub-Event", event),
            ("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-\(String(100_000_000_000 + number))"),
            ("X-Hub-Signature-256", "sha256=\(digits)"),
        ]
        request.body = .bytes(body)
        return try await http.send(request).status
    }

    /// Ends the service as a service manager does.
    func stop() async -> CommandResult {
        service.send(signal: SIGTERM)
        return await service.result()
    }
}
