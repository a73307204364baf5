import Core
import Foundation
import Synchronization
import TestSupport
import Testing

/// Servers that take no pushes, and references in which something else stands.
@Suite(.serialized) struct ClaimTroubleTests {
    @Test func withoutTheRightToPushNothingIsBought() async throws {
        let scene = try await HostScene()
        let configuration = ["-C", scene.hub.repository, "config"]
        _ = try await scene.hub.scene.gitLines(configuration + ["receive.hideRefs", "refs/showrunner"])
        let result = try await scene.start(host: 1).result()
        #expect(result.status == 1)
        #expect(result.errorText.contains("hidden ref"), "\(result.errorText)")
        #expect(result.errorText.contains("contents: write"), "\(result.errorText)")
        #expect(scene.paid.shop.received.isEmpty)
        _ = try await scene.hub.scene.gitLines(configuration + ["--unset", "receive.hideRefs"])
        #expect([0, 3].contains(try await scene.finish(host: 2).status))
        #expect(try await PaidLedger(of: scene.paid).problems == [])
    }

    @Test func aTokenThatLosesItsRightMidwayStopsThePurchases() async throws {
        let scene = try await HostScene()
        let isRefused = Mutex(false)
        scene.hub.standIn.watch { request, carryOut in
            if request.path.hasSuffix("/git-receive-pack"), isRefused.withLock({ $0 }) {
                return LoopbackReply(403, "Resource not accessible by integration")
            }
            let reply = await carryOut()
            // From the first purchase on; what it brings can't be passed on.
            if request.path.hasPrefix("/v1/") { isRefused.withLock { $0 = true } }
            return reply
        }
        let result = try await scene.start(host: 1, attempt: 1).result()
        #expect(result.status == 1)
        #expect(result.errorText.contains("contents: write"), "\(result.errorText)")
        #expect(!result.errorText.contains(GitHubStandIn.token))
        let bought = scene.paid.shop.received
        #expect(bought.count <= 3, "no second attempt is bought that the reference does not name")
        scene.hub.standIn.watch(nil)
        let finished = try await scene.finish(host: 2, attempt: 2)
        #expect([0, 3].contains(finished.status), "\(finished.errorText)")
        let ledger = try await PaidLedger(of: scene.paid)
        #expect(ledger.problems == [])
        #expect(ledger.unknown >= 1, "what the first host knew of them is lost, and is not taken for free")
    }

    @Test(arguments: [
        ("claim.json", "{\"format\": 1", "is not what a bot writes"),
        ("claim.json", "{\"format\": 2}", "has the format 2"),
        ("claim.json", "{\"format\": 1, \"since\": 1, \"renewed\": 1, \"leaseSeconds\": 0}", "lacks something"),
        ("claim.json", String(repeating: " ", count: 20_000), "more than the 16384"),
        ("events", "{\"seq\": 1}\n", "is not what a bot writes"),
        ("events", "not JSON at all\n", "is not what a bot writes"),
        ("letters.json", "{}", "is not what a bot writes"),
        ("files", "another picture", "is not what its name says"),
    ])
    func whatMakesNoSenseIsToldAndNothingIsBought(path: String, text: String, words: String) async throws {
        let scene = try await HostScene()
        #expect([0, 3].contains(try await scene.start(host: 1).result().status))
        let names = try await scene.files(under: "refs/showrunner/issues/12")
        let run = try #require(names.first { $0.hasPrefix("runs/") }.map { $0.split(separator: "/")[1] })
        let full =
            switch path {
            case "letters.json": "runs/\(run)/letters.json"
            case "claim.json": path
            default: try #require(names.first { $0.contains(path + "/") })
            }
        try await scene.forge(full, text, under: "refs/showrunner/issues/12")
        let bought = scene.paid.shop.received
        scene.hub.edit(PaidScene.form.replacingOccurrences(of: "red", with: "green"))
        let result = try await scene.start(host: 2).result()
        #expect(result.status == 1)
        #expect(result.errorText.contains(words), "\(result.errorText)")
        #expect(scene.paid.shop.received == bought)
    }

    @Test func aRunOfAnotherIssueIsNotTakenIn() async throws {
        let scene = try await HostScene()
        #expect([0, 3].contains(try await scene.start(host: 1).result().status))
        scene.hub.standIn.put(
            StandInIssue(13, title: "Others", body: PaidScene.form, labels: ["generate"]), in: GitHubScene.name)
        try await scene.hub.scene.git(
            "-C", scene.hub.repository, "update-ref", "refs/showrunner/issues/13", "refs/showrunner/issues/12")
        let result = try await scene.start(issue: 13, host: 2).result()
        #expect(result.status == 1)
        #expect(result.errorText.contains("is not a run of this issue"), "\(result.errorText)")
    }

    @Test func aLedgerThatMakesNoSenseLetsNothingBeBought() async throws {
        let scene = try await HostScene(settings: "budgets: {repository: 10}\n")
        #expect([0, 3].contains(try await scene.start(host: 1).result().status))
        let name = try #require(try await scene.files(under: "refs/showrunner/ledger").first)
        try await scene.forge(name, "{\"format\": 1, \"reserved\": -5}", under: "refs/showrunner/ledger")
        let bought = scene.paid.shop.received
        scene.hub.edit(PaidScene.form.replacingOccurrences(of: "red", with: "green"))
        let result = try await scene.start(host: 2).result()
        #expect(result.status == 1)
        #expect(result.errorText.contains("no line of a ledger"), "\(result.errorText)")
        #expect(scene.paid.shop.received == bought)
    }

    @Test(arguments: [
        ["run", "octo/assets#12", "--claims", "somewhere"], ["poll", "octo/assets", "--claims", "refs"],
    ])
    func whatClaimsMayBeIsTold(words: [String]) async throws {
        let scene = try await HostScene()
        let result = try await scene.hub.scene.command(words, scene.paid.environment).run()
        #expect(result.status == 2)
        #expect(result.errorText.contains("'ref' or 'none'"), "\(result.errorText)")
    }
}
