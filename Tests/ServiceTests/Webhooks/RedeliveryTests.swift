import Core
import Crypto
import GitHub
import HTTP
import Store
import Synchronization
import TestSupport
import Testing

@testable import Service

@Suite struct RedeliveryTests {
    private static let now = Timestamp(milliseconds: 1_800_000_000_000)

    private func attempt(
        _ id: Int64, _ guid: String, ago: Duration = .seconds(60), event: String = "issues", isGood: Bool = false
    ) -> HookDelivery {
        HookDelivery(
            id: id, guid: guid, deliveredAt: Self.now + (.zero - ago), event: event, isGood: isGood)
    }

    private func wanted(
        _ attempts: [HookDelivery], known: Set<String> = [], asked: [String: Timestamp] = [:]
    ) -> [Int64] {
        Redelivery.wanted(among: attempts, known: known, asked: asked, at: Self.now).map(\.id)
    }

    @Test func asksForWhatFailedTheOldestFirst() {
        #expect(wanted([attempt(2, "b", ago: .seconds(5)), attempt(1, "a", ago: .seconds(9))]) == [1, 2])
    }

    @Test func leavesWhatArrivedLater() {
        #expect(wanted([attempt(2, "a", ago: .seconds(5), isGood: true), attempt(1, "a")]).isEmpty)
        #expect(wanted([attempt(1, "a")], known: ["a"]).isEmpty)
    }

    @Test func asksOnceForSeveralAttemptsAndGivesUpAfterFive() {
        #expect(wanted((1...4).map { attempt($0, "a", ago: .seconds(100 - $0)) }) == [4])
        #expect(wanted((1...5).map { attempt($0, "a", ago: .seconds(100 - $0)) }).isEmpty)
    }

    @Test func givesWhatWasAskedForTimeToArrive() {
        #expect(wanted([attempt(1, "a")], asked: ["a": Self.now + .seconds(-60)]).isEmpty)
        #expect(wanted([attempt(1, "a")], asked: ["a": Self.now + .seconds(-600)]) == [1])
    }

    @Test func leavesEventsThatNothingIsMadeOf() {
        #expect(wanted([attempt(1, "a", event: "star"), attempt(2, "b", event: "ping")]).isEmpty)
    }

    @Test func asksForAHundredAtATime() {
        #expect(wanted((1...300).map { attempt($0, "guid-\($0)", ago: .seconds(1_000 - $0)) }).count == 100)
    }

    // MARK: On loopback

    private struct Scene {
        let time = ManualTime(RedeliveryTests.now)
        let standIn: GitHubStandIn
        let store: SQLiteStore
        let folder: TemporaryFolder
        let tokens: AppTokens

        init(_ attempts: [StandInAttempt]) async throws {
            let pem = try await Command("openssl", ["genrsa", "2048"]).run().text
            let time = time
            standIn = try GitHubStandIn(time: { time.now() })
            var app = StandInApp(repositories: [], now: { time.now() })
            app.attempts = attempts
            standIn.install(app)
            folder = try TemporaryFolder()
            store = try SQLiteStore(in: folder.path("state"))
            tokens = AppTokens(
                AppIdentity(id: app.id, key: try RSAPrivateKey(pem: pem), time: time),
                apiURL: standIn.url, http: HTTPClient(userAgent: "showrunner/tests"), time: time)
        }

        var redelivery: Redelivery { Redelivery(tokens.hooks, store: store, time: time) { _ in } }
    }

    @Test func readsPageAfterPageAsTheApp() async throws {
        let scene = try await Scene(
            (1...250).map { StandInAttempt($0, guid: "guid-\($0)", at: Self.now + .seconds($0 - 300)) })
        var asked: [String: Timestamp] = [:]
        #expect(try await scene.redelivery.round(&asked) == 100)
        #expect(scene.standIn.app?.redelivered == Array(1...100))
        #expect(scene.standIn.requests.count { $0.method == "GET" } == 3)
        #expect(scene.standIn.requests.allSatisfy { $0.header("Authorization")?.hasPrefix("Bearer eyJ") == true })
    }

    @Test func asksForNothingThatIsHereOrTooOld() async throws {
        let scene = try await Scene([
            StandInAttempt(1, guid: "old", at: Self.now + .seconds(-4 * 86_400)),
            StandInAttempt(2, guid: "here", at: Self.now + .seconds(-60)),
            StandInAttempt(3, guid: "good", at: Self.now + .seconds(-60), statusCode: 202),
            StandInAttempt(4, guid: "lost", at: Self.now + .seconds(-60)),
        ])
        await withCheckedContinuation { done in
            scene.store.take([DeliveryRow(guid: "here", receivedAt: Self.now, event: "issues")]) { _ in done.resume() }
        }
        var asked: [String: Timestamp] = [:]
        #expect(try await scene.redelivery.round(&asked) == 1)
        #expect(scene.standIn.app?.redelivered == [4])
        #expect(try await scene.redelivery.round(&asked) == 0, "it is given time to arrive")
    }

    @Test func goesOnWhereGitHubHasForgottenOne() async throws {
        let scene = try await Scene([
            StandInAttempt(1, guid: "a", at: Self.now + .seconds(-90)),
            StandInAttempt(2, guid: "b", at: Self.now + .seconds(-60)),
        ])
        scene.standIn.fail(StandInFailure(.json(404, #"{"message":"Not Found"}"#), path: "/1/attempts"))
        var asked: [String: Timestamp] = [:]
        #expect(try await scene.redelivery.round(&asked) == 1)
        #expect(scene.standIn.app?.redelivered == [2])
    }
}
