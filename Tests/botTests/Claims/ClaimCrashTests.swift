import Core
import Foundation
import TestSupport
import Testing

/// The real binary is killed at any instant on one host, perhaps again on a second, and brought to its end on a third, each with an empty
/// disk; `SHOWRUNNER_CLAIM_CRASHES` says how often.
@Suite(.serialized) struct ClaimCrashTests {
    private static let kills =
        ProcessInfo.processInfo.environment["SHOWRUNNER_CLAIM_CRASHES"].flatMap { Int($0) } ?? 6

    private func kill(_ scene: HostScene, host: Int, _ instant: Instant) async throws {
        let watch = KillSwitch()
        scene.hub.standIn.watch { await watch.pass($0, $1) }
        let running = try scene.start(host: host, attempt: host)
        watch.aim(at: running, instant)
        switch instant {
        case .time(let duration): _ = await running.result(sending: SIGKILL, after: duration)
        case .request: _ = await running.result()
        }
        scene.hub.standIn.watch(nil)
    }

    @Test func whereverAHostDiesTheNextEndsWhatItBegan() async throws {
        let calm = try await HostScene()
        let watch = KillSwitch()
        calm.hub.standIn.watch { await watch.pass($0, $1) }
        watch.aim(at: nil, nil)
        let clock = ContinuousClock()
        let began = clock.now
        #expect([0, 3].contains(try await calm.finish(host: 1).status))
        let (duration, requests) = (clock.now - began, watch.count)
        let undisturbed = try await PaidOutcome(of: calm.paid)
        for number in 0..<Self.kills {
            let instant = Instant(number: number, duration: duration, requests: requests)
            let scene = try await HostScene(unknownOutcome: number % 4 == 3 ? "ask" : "again")
            try await kill(scene, host: 1, instant)
            if number % 3 == 2 {
                let second = Instant(number: number + 1_000_000, duration: duration / 2, requests: requests)
                try await kill(scene, host: 2, second)
            }
            let result = try await scene.finish(host: 3, attempt: 3)
            #expect([0, 3].contains(result.status), "\(number), \(instant): \(result.errorText)")
            let ledger = try await PaidLedger(of: scene.paid)
            #expect(ledger.problems == [], "\(number), \(instant)")
            #expect(
                try await PaidOutcome(of: scene.paid).differences(from: undisturbed) == [], "\(number), \(instant)")
            #expect(try await scene.hub.scene.bot("replay", "last").status == 0, "\(number), \(instant)")
            let lines = try await scene.ledger()
            let booked = lines.flatMap { $0["booked"]?.object?.values.compactMap(\.integer) ?? [] }.reduce(0, +)
            let run = try await scene.hub.scene.shown()
            let cost = (run["cost"]?["spentUSD"]?.number ?? 0) + (run["cost"]?["unknownUSD"]?.number ?? 0)
            #expect(booked == Int((cost * 1_000_000).rounded()), "\(number), \(instant): the shared ledger agrees")
        }
    }
}
