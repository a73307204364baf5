import Core
import Foundation
import TestSupport
import Testing

/// The real binary buys pictures, comments and pushes over loopback, is killed at any instant, and started again.
///
/// What it ends with is what an undisturbed run ends with, but for paid calls that were in flight at the kill: those are listed as
/// unknown. `SHOWRUNNER_CRASHES` says how many kills there are; `scripts/crash` sets it.
@Suite(.serialized) struct PaidCrashTests {
    private static let kills = ProcessInfo.processInfo.environment["SHOWRUNNER_CRASHES"].flatMap { Int($0) } ?? 20
    private static let isTold = ProcessInfo.processInfo.environment["SHOWRUNNER_CRASHES"] != nil

    /// What an undisturbed run comes to, how long it takes and how many requests it makes.
    private struct Calm {
        let outcome: PaidOutcome
        let duration: Duration
        let requests: Int
    }

    private struct Report {
        var line: String
        var problems: [String]
        var wasKilled: Bool
        var unknown = 0
    }

    private func calm() async throws -> Calm {
        let paid = try await PaidScene()
        let watch = KillSwitch()
        paid.hub.standIn.watch { await watch.pass($0, $1) }
        watch.aim(at: nil, nil)
        let clock = ContinuousClock()
        let began = clock.now
        let result = try await paid.start().result()
        let duration = clock.now - began
        let requests = watch.count
        #expect([0, 3].contains(result.status), "\(result.errorText)")
        let outcome = try await PaidOutcome(of: paid)
        let ledger = try await PaidLedger(of: paid)
        #expect(ledger.problems == [])
        #expect(ledger.unknown == 0 && ledger.charged >= 4, "some pictures are bought a second time, for their score")
        #expect(outcome.pictures.count >= 4 && outcome.commits == 1 && outcome.comments == 1)
        #expect(!result.errorText.contains(PaintShop.key) && !result.text.contains(PaintShop.key))
        return Calm(outcome: outcome, duration: duration, requests: requests)
    }

    @Test func whereverItIsKilledItEndsAsAnUndisturbedRunDoes() async throws {
        let calm = try await calm()
        var reports: [Report] = []
        var next = 0
        // A run that had ended by itself was not killed: it is compared all the same, and another one is begun.
        while reports.count(where: \.wasKilled) < Self.kills, next < Self.kills * 3 {
            let missing = Self.kills - reports.count(where: \.wasKilled)
            let batch = next..<(next + min(2, missing))
            next = batch.upperBound
            reports += try await withThrowingTaskGroup(of: Report.self) { group in
                for number in batch { group.addTask { try await shaken(number, calm) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        for report in reports {
            if Self.isTold { print(report.line) }
            #expect(report.problems.isEmpty, "\(report.line)\n\(report.problems.joined(separator: "\n"))")
        }
        let killed = reports.count(where: \.wasKilled)
        if Self.isTold {
            print(
                "\(killed) processes killed while they ran, \(reports.count) runs compared, "
                    + "\(reports.count { !$0.problems.isEmpty }) different from the undisturbed one; "
                    + "\(reports.reduce(0) { $0 + $1.unknown }) paid calls in flight at a kill, each listed as unknown")
        }
        #expect(killed >= Self.kills)
    }

    /// One run that is killed, perhaps again while it recovers, and then brought to its end.
    private func shaken(_ number: Int, _ calm: Calm) async throws -> Report {
        let instant = Instant(number: number, duration: calm.duration, requests: calm.requests)
        // The money of a call that was in flight is unknown either way; one run in four asks a person what then.
        let paid = try await PaidScene(unknownOutcome: number % 4 == 3 ? "ask" : "again")
        var killed = try await kill(paid, instant)
        var line = "\(number): \(killed ? "killed" : "had ended") \(instant)"
        if killed, number % 3 == 2 {
            let second = Instant(number: number + 1_000_000, duration: calm.duration / 2, requests: calm.requests)
            let again = try await kill(paid, second)
            line += again ? ", killed again \(second)" : ", recovered before \(second)"
            killed = true
        }
        paid.hub.standIn.watch(nil)
        let result = try await paid.finish()
        guard [0, 3].contains(result.status) else {
            return Report(line: line, problems: ["status \(result.status): \(result.errorText)"], wasKilled: killed)
        }
        let ledger = try await PaidLedger(of: paid)
        var problems = ledger.problems
        let outcome = try await PaidOutcome(of: paid)
        problems += outcome.differences(from: calm.outcome)
        let replay = try await paid.hub.scene.bot("replay", "last")
        if replay.status != 0 { problems.append("it differs from its replay: \(replay.text)") }
        line += ", then status \(result.status), \(ledger.unknown) unknown: \(problems.isEmpty ? "same" : "DIFFERENT")"
        return Report(line: line, problems: problems, wasKilled: killed, unknown: ledger.unknown)
    }

    /// True where the process was at work when the kill came.
    private func kill(_ paid: PaidScene, _ instant: Instant) async throws -> Bool {
        let watch = KillSwitch()
        paid.hub.standIn.watch { await watch.pass($0, $1) }
        let running = try paid.start()
        watch.aim(at: running, instant)
        switch instant {
        case .time(let duration): return await running.result(sending: SIGKILL, after: duration).status == 128 + SIGKILL
        case .request: return await running.result().status == 128 + SIGKILL
        }
    }

    /// Holds the first paid call at a stage, kills the process there, and gives the order that was in flight.
    private func killedWhilePaying(_ paid: PaidScene, at stage: Instant.Stage) async throws {
        let calm = try await PaidScene()
        let counter = KillSwitch()
        calm.hub.standIn.watch { await counter.pass($0, $1) }
        counter.aim(at: nil, nil)
        _ = try await calm.start().result()
        let first = calm.hub.standIn.requests.firstIndex { $0.path.hasPrefix("/v1/") } ?? 0
        #expect(try await kill(paid, .request(first + 1, stage)))
        paid.hub.standIn.watch(nil)
    }

    @Test(arguments: [Instant.Stage.done, .halfAnswered])
    func aCallInFlightIsNotMadeAgainUnaskedAndIsListed(stage: Instant.Stage) async throws {
        let paid = try await PaidScene(unknownOutcome: "ask")
        try await killedWhilePaying(paid, at: stage)
        let before = paid.shop.received
        let waiting = try await paid.bot("run", "octo/assets#12", "--json")
        #expect(waiting.status == 4, "\(waiting.errorText)")
        for (order, count) in before { #expect(paid.shop.received[order] == count, "nothing is bought a second time") }
        let unknown = try #require(try waiting.json["cost"]?["unknownUSD"]?.number)
        #expect(unknown >= PaintShop.price - 1e-9)
        #expect((waiting.text + waiting.errorText).contains("unknown"))
        let after = paid.shop.received
        let again = try await paid.bot("run", "octo/assets#12", "--json")
        #expect(again.status == 4)
        #expect(paid.shop.received == after)
        let cancelled = try await paid.bot("cancel", "last", "--json")
        #expect(try cancelled.json["cost"]?["unknownUSD"]?.number == unknown, "\(cancelled.errorText)")
        #expect(paid.shop.received == after)
    }

    @Test func aFirstSignalWaitsForThePaidCallInFlight() async throws {
        let paid = try await PaidScene()
        let gate = Latch()
        let hasCome = Latch()
        paid.hub.standIn.watch { request, carryOut in
            guard request.path.hasPrefix("/v1/") else { return await carryOut() }
            hasCome.open()
            await gate.pass()
            return await carryOut()
        }
        let running = try paid.start()
        await hasCome.pass()
        running.send(signal: SIGTERM)
        #expect(await running.says("paid calls in flight are waited for"))
        gate.open()
        let stopped = await running.result()
        #expect(stopped.status == 130, "\(stopped.errorText)")
        paid.hub.standIn.watch(nil)
        #expect([0, 3].contains(try await paid.bot("resume", "last").status))
        let ledger = try await PaidLedger(of: paid)
        #expect(ledger.problems == [] && ledger.unknown == 0)
    }

    @Test func aRunDoesNotGoOnWithoutTheKeyThatItBeganWith() async throws {
        let paid = try await PaidScene()
        let running = try paid.start()
        #expect(await running.says("attempt 1"))
        running.send(signal: SIGKILL)
        _ = await running.result()
        let without = try await paid.hub.scene.bot("resume", "last")
        #expect(without.status == 1)
        #expect(
            without.errorText.contains("painter") && without.errorText.contains("OPENAI_API_KEY"),
            "\(without.errorText)")
        #expect([0, 3].contains(try await paid.bot("resume", "last").status))
        #expect(try await PaidLedger(of: paid).problems == [])
    }
}
