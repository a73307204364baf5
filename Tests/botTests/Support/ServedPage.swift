import Core
import Foundation
import TestSupport

/// `bot serve` over a run of an issue's, with a browser to look at its page.
struct ServedPage: Sendable {
    static let token = "operator-token-for-tests"
    /// What makes the run wait for its pictures to be approved.
    static let waiting = ["approval": "true", "count": "2", "attempts": "2", "threshold": "100", "budget": "5"]

    let scene: Scene
    let running: RunningCommand
    let home: String
    let run: String
    let browser: Browser

    init(title: String = "Boats", asking fields: [String: String] = waiting) async throws {
        scene = try Scene(environment: [
            "BOT_WEBHOOK_SECRET": "s", "BOT_PAGE_TOKEN": Self.token, "GITHUB_API_URL": "http://127.0.0.1:1",
        ])
        try scene.issue(title: title, asking: fields)
        _ = try await scene.bot("run", "boats.md")
        run = try await scene.shown()["id"]?.string ?? ""
        running = try scene.start("serve", "--listen", "127.0.0.1:0")
        guard await running.says("The page is at ") else { throw SceneError.notServing(running.errorsSoFar) }
        home = "http:" + Self.address(in: running.errorsSoFar)
        browser = try await Browser()
    }

    private static func address(in text: String) -> String {
        guard let place = text.firstRange(of: "//127.0.0.1:") else { return "" }
        return "//127.0.0.1:" + text[place.upperBound...].prefix { $0.isNumber }
    }

    var page: String { "\(home)/runs/\(run)" }

    func signIn() async throws {
        try await browser.open(home + "/")
        try await browser.value("document.getElementById('secret').focus()")
        try await browser.value("document.getElementById('secret').value = '\(Self.token)'")
        try await browser.loading { try await browser.press("Enter", text: "\r", code: 13) }
    }

    func stop() async -> CommandResult {
        running.send(signal: SIGTERM)
        return await running.result()
    }
}
