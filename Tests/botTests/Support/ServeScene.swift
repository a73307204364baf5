import Core
import Crypto
import Foundation
import TestSupport

/// A GitHub of the test's own, and a service that takes deliveries about it.
struct ServeScene: Sendable {
    static let secret = "It's a Secret to Everybody"
    let hub: GitHubScene
    let running: RunningCommand
    let port: Int

    /// Returns when the service listens.
    init(_ hub: GitHubScene, _ words: String..., environment: [String: String] = [:]) async throws {
        self.hub = hub
        var variables = ["BOT_WEBHOOK_SECRET": Self.secret]
        variables.merge(environment) { _, given in given }
        running = try hub.scene.command(["serve", "--listen", "127.0.0.1:0"] + words, variables).start()
        guard await running.says("deliveries go to /webhook") else { throw SceneError.notServing(running.errorsSoFar) }
        port = try Self.port(in: running.errorsSoFar)
    }

    private static func port(in text: String) throws -> Int {
        guard let place = text.range(of: "Listening on 127.0.0.1:"),
            let port = Int(text[place.upperBound...].prefix { $0.isNumber })
        else { throw SceneError.notServing(text) }
        return port
    }

    /// Sends a delivery about the scene's issue, and gives the status of its answer.
    func deliver(_ action: String = "labeled", event: String = "issues", guid: String) async throws -> Int? {
        let body = Array(
            """
            {"action":"\(action)","issue":{"number":12},"label":{"name":"generate"},"repository":\
            {"full_name":"\(GitHubScene.name)"},"sender":{"id":1,"login":"ada","type":"User"}}
            """.utf8)
        let code = HMACSHA256.code(of: body, key: Array(Self.secret.utf8))
        let digits = code.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let client = try LoopbackClient(port: port)
        await client.send(
            """
            POST /webhook HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nX-GitHub-Event: \(event)\r\n\
            X-GitHub-Delivery: \(guid)\r\nX-Hub-Signature-256: sha256=\(digits)\r\nContent-Length: \(body.count)\r\n\r\n
            """)
        await client.send(body)
        return await client.reply()?.status
    }

    /// Waits until a run of this state folder has come to a status; false where the service ended before.
    func reaches(_ status: String) async throws -> Bool {
        while running.isRunning {
            let runs = try await hub.scene.bot("history", "--json").jsonLines
            if runs.first?["status"]?.string == status { return true }
        }
        return false
    }
}
