import Core
import Foundation
import TestSupport
import Testing

/// The real binary on hosts with empty disks, with a real `git http-backend` between them.
@Suite(.serialized) struct ClaimTests {
    @Test func aSecondHostKnowsWhatTheFirstHasDone() async throws {
        let scene = try await HostScene()
        let first = try await scene.start(host: 1).result()
        #expect([0, 3].contains(first.status), "\(first.errorText)")
        let bought = scene.paid.shop.received
        let again = try await scene.finish(host: 2)
        #expect(again.status == first.status, "\(again.errorText)")
        #expect(again.errorText.contains("This request has been run"))
        #expect(scene.paid.shop.received == bought, "nothing is bought twice")
        #expect(try await PaidLedger(of: scene.paid).problems == [])
        #expect(try await scene.note()["holder"] == nil, "it was given up")
        let spent = Int64(bought.values.reduce(0, +)) * 40_000
        let lines = try await scene.ledger()
        #expect(lines.count == 1)
        let booked = lines.first?["booked"]?.object?.values.compactMap(\.integer).reduce(0, +)
        #expect(booked == Int(spent) && lines.first?["reserved"] == 0)
        #expect(scene.hub.comments.count == 1)
        #expect(try await scene.hub.commits().count == 1)
    }

    @Test(arguments: [Instant.Stage.arrived, .done, .halfAnswered, .answered])
    func aJobThatDiedWhilePayingIsTakenUpByTheNext(stage: Instant.Stage) async throws {
        let scene = try await HostScene(unknownOutcome: "ask")
        let watch = PaidKill(stage)
        scene.hub.standIn.watch { await watch.pass($0, $1) }
        let running = try scene.start(host: 1, attempt: 1)
        watch.aim(at: running)
        #expect(await running.result().status == 128 + SIGKILL)
        scene.hub.standIn.watch(nil)
        let before = scene.paid.shop.received
        #expect(try await scene.note()["holder"] != nil)
        let result = try await scene.finish(host: 2, attempt: 2)
        #expect([0, 3].contains(result.status), "\(result.errorText)")
        let ledger = try await PaidLedger(of: scene.paid)
        #expect(ledger.problems == [])
        #expect(ledger.unknown >= 1, "the call in flight is listed")
        #expect(before.allSatisfy { scene.paid.shop.received[$0.key, default: 0] >= $0.value })
        #expect(try await scene.hub.scene.bot("replay", "last").status == 0)
        #expect(scene.hub.comments.count == 1)
        #expect(try await scene.hub.commits().count == 1)
    }
}
