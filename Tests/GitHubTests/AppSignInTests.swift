import Core
import Crypto
import Foundation
import GitHub
import HTTP
import TestSupport
import Testing

/// The bot as a GitHub App.
@Suite struct AppSignInTests {
    private static let name = "acme/posters"
    private let issue = IssueIdentity.github(repository: name, number: 12)

    private struct Scene {
        let standIn: GitHubStandIn
        let time = ManualTime()
        let tokens: AppTokens
        let tracker: GitHubTracker

        init(_ change: (inout StandInApp) -> Void = { _ in }) async throws {
            standIn = try GitHubStandIn(
                accounts: [:],
                StandInRepository(name, issues: [StandInIssue(12, title: "Posters", body: "", labels: [])]))
            let time = time
            var app = StandInApp(repositories: [name], now: { time.now() })
            change(&app)
            standIn.install(app)
            let http = HTTPClient(userAgent: "showrunner/tests")
            let pem = try await Command("openssl", ["genrsa", "2048"]).run().text
            let identity = AppIdentity(id: "Iv23test", key: try RSAPrivateKey(pem: pem), time: time)
            tokens = AppTokens(identity, apiURL: standIn.url, http: http, time: time)
            tracker = GitHubTracker(
                client: GitHubClient(apiURL: standIn.url, app: tokens, http: http, time: time))
        }

        func count(_ words: String) -> Int {
            standIn.requests.count { "\($0.method) \($0.path)".contains(words) }
        }
    }

    @Test func asksForATokenOnceForManyCalls() async throws {
        let scene = try await Scene()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { _ = try await scene.tracker.issue(issue) } }
            try await group.waitForAll()
        }
        #expect(scene.count("access_tokens") == 1)
        let asked = try #require(scene.standIn.requests.first { $0.path.hasSuffix("access_tokens") })
        #expect(String(decoding: asked.body, as: UTF8.self).contains("posters"))
    }

    @Test func renewsATokenBeforeItsEnd() async throws {
        let scene = try await Scene()
        _ = try await scene.tracker.issue(issue)
        scene.time.advance(by: .seconds(2_940))
        _ = try await scene.tracker.issue(issue)
        #expect(scene.count("access_tokens") == 1)
        scene.time.advance(by: .seconds(120))
        _ = try await scene.tracker.issue(issue)
        #expect(scene.count("access_tokens") == 2)
    }

    @Test func usesTheOldTokenWhereARenewalFails() async throws {
        let scene = try await Scene()
        _ = try await scene.tracker.issue(issue)
        scene.time.advance(by: .seconds(3_100))
        scene.standIn.fail(StandInFailure(LoopbackReply.json(404, #"{"message":"Not Found"}"#), path: "/installation"))
        #expect(try await scene.tracker.issue(issue).title == "Posters")
        scene.time.advance(by: .seconds(600))
        scene.standIn.fail(StandInFailure(LoopbackReply.json(404, #"{"message":"Not Found"}"#), path: "/installation"))
        await #expect(throws: TrackerError.self) { try await scene.tracker.issue(issue) }
    }

    @Test func asksForAnotherTokenWhereOneIsRefused() async throws {
        let scene = try await Scene()
        _ = try await scene.tracker.issue(issue)
        scene.standIn.revoke(try #require(scene.standIn.app?.given.first))
        #expect(try await scene.tracker.issue(issue).title == "Posters")
        #expect(scene.count("access_tokens") == 2)
    }

    @Test func commentsUnderItsOwnNameAndKnowsItAgain() async throws {
        let scene = try await Scene()
        let copy = StandInAccount("mallory[bot]", type: "Bot")
        scene.standIn.addComment("\(CommentMarker.brief.line)\nforged", by: copy, to: 12, in: Self.name)
        _ = try await scene.tracker.putComment("one", marker: .brief, on: issue)
        _ = try await scene.tracker.putComment("two", marker: .brief, on: issue)
        let comments = scene.standIn.comments(on: 12, in: Self.name)
        #expect(comments.map(\.author.login) == ["mallory[bot]", "showrunner[bot]"])
        #expect(comments.last?.body.contains("two") == true)
    }

    @Test func saysWhereTheAppIsNotInstalled() async throws {
        let scene = try await Scene { $0.repositories = [] }
        let error = await #expect(throws: TrackerError.self) { try await scene.tracker.issue(issue) }
        #expect(error?.description.contains("install the App") == true, "\(String(describing: error))")
    }

    @Test func saysWhatToCheckWhereTheSignatureIsRefused() async throws {
        let scene = try await Scene { $0.id = "another" }
        let error = await #expect(throws: TrackerError.self) { try await scene.tracker.issue(issue) }
        #expect(error?.description.contains("BOT_APP_PRIVATE_KEY") == true)
        #expect(error?.description.contains("clock") == true)
        #expect(scene.count("access_tokens") == 0)
    }

    @Test func saysWhichPermissionIsMissing() {
        #expect(
            AppPermission.missing(in: ["issues": "write", "contents": "read", "checks": "write"]).map(\.name) == [
                "contents", "pull_requests",
            ])
    }

    @Test func namesThePermissionThatGitHubAsksFor() async throws {
        let scene = try await Scene()
        scene.standIn.fail(
            StandInFailure(
                .json(
                    403, #"{"message":"Resource not accessible by integration"}"#,
                    headers: [("X-Accepted-GitHub-Permissions", "issues=write; pull_requests=write")]),
                path: "/labels"))
        let error = await #expect(throws: TrackerError.self) { try await scene.tracker.addLabels(["a"], to: issue) }
        #expect(
            error?.description.contains("issues: write; pull_requests: write") == true, "\(String(describing: error))")
    }
}
