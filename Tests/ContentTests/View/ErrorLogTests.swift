import Content
import Core
import Engine
import Testing

@Suite struct ErrorLogTests {
    private let busy = TaskFailure(.transient(after: nil), "the service is busy")
    private let later = Timestamp(milliseconds: 0)

    private func run(count: Int = 1) throws -> SampleRun {
        var run = try SampleRun(brief: try SampleRun.brief(count: count))
        run.plan()
        return run
    }

    private func start(_ run: inout SampleRun, _ task: TaskID, _ number: Int) {
        run.emit(.taskStarted(task, tryNumber: number, terms: .free))
    }

    private func retry(_ run: inout SampleRun, cost: Int64 = 0) {
        run.emit(
            .taskRetrying(
                "draw/01", failure: busy, until: later, spending: Spending(settled: MicroDollars(cost))))
    }

    private func succeed(_ run: inout SampleRun, cost: Int64 = 0) {
        run.emit(
            .taskSucceeded(
                "draw/01", output: .null, shortfall: nil, spending: Spending(settled: MicroDollars(cost))))
    }

    @Test func aRunWithoutFailuresHasNoEntries() throws {
        var run = try run()
        try run.attempt("01", score: 90)
        run.finish(.succeeded)
        #expect(ErrorLog(run.events).entries.isEmpty)
    }

    @Test func retriesThatHelpAreOneEntry() throws {
        var run = try run()
        start(&run, "draw/01", 1)
        retry(&run, cost: 10)
        start(&run, "draw/01", 2)
        retry(&run, cost: 20)
        start(&run, "draw/01", 3)
        succeed(&run, cost: 500)
        let entry = try #require(ErrorLog(run.events).entries.first)
        #expect(ErrorLog(run.events).entries.count == 1)
        #expect(entry.task == "draw/01" && entry.asset == AssetKey("01"))
        #expect(entry.kind == .transient && entry.severity == .low && entry.message == "the service is busy")
        #expect(entry.recoveries.map(\.result) == [.failed, .succeeded])
        #expect(entry.recoveries.map(\.level) == [1, 1])
        #expect(entry.resolution == .autoFixed)
        #expect(entry.costImpact == MicroDollars(30), "what succeeded was wanted anyway")
        #expect(entry.id.hasPrefix("ERR-20261121-00"))
    }

    @Test func failingForGoodIsGrave() throws {
        var run = try run()
        start(&run, "draw/01", 1)
        retry(&run)
        start(&run, "draw/01", 2)
        run.emit(.taskFailed("draw/01", failure: TaskFailure(.permanent, "refused"), spending: .nothing))
        run.emit(.taskSkipped("review/01", byCondition: false, reason: "draw/01 failed"))
        let log = ErrorLog(run.events)
        #expect(log.entries.count == 1, "what is skipped for it is no failure of its own")
        #expect(log.entries[0].kind == .permanent && log.entries[0].severity == .high)
        #expect(log.entries[0].recoveries.map(\.result) == [.failed])
        #expect(log.entries[0].resolution == .failed)
    }

    @Test func aPersonsHelpIsSaid() throws {
        var run = try run()
        start(&run, "draw/01", 1)
        run.emit(.taskEscalated("draw/01", failure: TaskFailure(.needsPerson, "no key"), spending: .nothing))
        run.emit(.runWaiting(reason: "no key"))
        let waiting = try #require(ErrorLog(run.events).entries.first)
        #expect(waiting.resolution == .open && waiting.severity == .critical)
        #expect(waiting.recoveries.map(\.strategy) == [.askPerson] && waiting.recoveries[0].result == .pending)
        run.emit(.runResumed(holder: "x"))
        start(&run, "draw/01", 2)
        retry(&run)
        start(&run, "draw/01", 3)
        succeed(&run)
        let entry = try #require(ErrorLog(run.events).entries.first)
        #expect(entry.resolution == .byPerson)
        #expect(entry.recoveries.map(\.level) == [3, 1])
    }

    @Test func anotherModelIsTheSecondLevel() throws {
        var run = try run()
        start(&run, "draw/01", 1)
        retry(&run)
        start(&run, "draw/01", 2)
        run.emit(
            .taskRerouted(
                "draw/01", RecoveryStep(.modelSwap, from: "a", to: "b"), failure: busy,
                spending: Spending(settled: MicroDollars(7))))
        start(&run, "draw/01", 3)
        succeed(&run)
        let entry = try #require(ErrorLog(run.events).entries.first)
        #expect(entry.recoveries.map(\.strategy) == [.retry, .modelSwap])
        #expect(entry.recoveries.map(\.result) == [.failed, .succeeded])
        #expect(entry.recoveries.last?.level == 2 && entry.recoveries.last?.to == "b")
        #expect(entry.severity == .medium && entry.resolution == .autoFixed && entry.costImpact == MicroDollars(7))
    }

    private func review(_ kind: DecisionKind, records: [RoomFact] = []) throws -> SampleRun {
        var run = try run()
        start(&run, "draw/01", 1)
        run.emit(.taskEscalated("draw/01", failure: TaskFailure(.transient(after: nil), "down"), spending: .nothing))
        run.emit(
            .gateOpened(
                Gate(
                    id: "humanReview/draw/01", kind: .humanReview, question: "?", task: "draw/01", subject: .null,
                    shown: "s", options: DecisionKind.allCases, recommendation: "")))
        run.emit(
            .gateDecided(
                Decision(
                    gate: "humanReview/draw/01", kind: kind, by: Decider(source: .terminal, login: "ada"), shown: "s",
                    records: records)))
        return run
    }

    @Test(arguments: [(.accept, .accepted), (.reject, .failed)] as [(DecisionKind, ErrorEntry.Resolution)])
    func whatAPersonGivesUpIsSettledByThem(kind: DecisionKind, resolution: ErrorEntry.Resolution) throws {
        var run = try review(kind)
        run.emit(.taskFailed("draw/01", failure: TaskFailure(.permanent, "down"), spending: .nothing))
        let entry = try #require(ErrorLog(run.events).entries.first)
        #expect(entry.resolution == resolution && entry.kind == .transient && entry.message == "down")
        #expect(entry.recoveries.map(\.strategy) == [.askPerson])
        #expect(entry.recoveries.map(\.result) == [kind == .accept ? .succeeded : .failed])
    }

    @Test func whatIsTriedAgainByAPersonsLeaveMaySucceedOrFail() throws {
        var run = try review(.approve)
        start(&run, "draw/01", 2)
        var failed = run
        succeed(&run)
        #expect(ErrorLog(run.events).entries.map(\.resolution) == [.byPerson])
        failed.emit(.taskFailed("draw/01", failure: TaskFailure(.permanent, "gone"), spending: .nothing))
        let entry = try #require(ErrorLog(failed.events).entries.first)
        #expect(entry.resolution == .failed && entry.message == "gone")
        #expect(entry.recoveries.map(\.result) == [.failed])
    }

    @Test func aFileThatAPersonBringsIsTheirRecovery() throws {
        var run = try run()
        try run.attempt("01", 1, score: 60)
        let asset = Asset(
            key: AssetKey("01"), attempt: 2, sha256: try SampleRun.digest(AssetKey("01"), 2), mediaType: .png,
            size: PixelSize(width: 64, height: 64), bytes: 1, provider: "person", model: "person", prompt: "",
            seed: try #require(Seed(1)), cost: .zero, isSigned: false)
        run.emit(
            .gateDecided(
                Decision(
                    gate: "approval/deliver", kind: .supply, by: Decider(source: .terminal, login: "ada"), shown: "s",
                    records: [AssetProduced(asset).record])))
        #expect(ErrorLog(run.events).entries.first?.recoveries.map(\.level) == [3])
    }

    @Test func aLostTryCostsWhatMayBeGone() throws {
        var run = try run()
        start(&run, "draw/01", 1)
        run.emit(.taskLost("draw/01", spending: Spending(settled: .zero, unknown: MicroDollars(40))))
        start(&run, "draw/01", 2)
        succeed(&run)
        let entry = try #require(ErrorLog(run.events).entries.first)
        #expect(entry.kind == .lost && entry.costImpact == MicroDollars(40) && entry.resolution == .autoFixed)
    }

    @Test func cancellingEndsWhatIsOpen() throws {
        var run = try run()
        start(&run, "draw/01", 1)
        retry(&run)
        run.emit(.runCancelRequested(reason: "enough"))
        run.emit(.taskCancelled("draw/01", spending: .nothing))
        run.finish(.cancelled)
        #expect(ErrorLog(run.events).entries.map(\.resolution) == [.cancelled])
    }

    @Test func aWeakAttemptIsOneEntryUntilOnePasses() throws {
        var run = try run()
        try run.attempt("01", 1, score: 60, criteria: ["sharpness": 55, "noise": 90])
        let open = try #require(ErrorLog(run.events).entries.first)
        #expect(open.task == nil && open.asset == AssetKey("01") && open.resolution == .open)
        #expect(open.kind == .underThreshold && open.severity == .medium && open.recoveries.isEmpty)
        #expect(open.scores == ["score": 60, "sharpness": 55])
        #expect(open.thresholds == ["score": 80])
        #expect(open.message == "attempt 1 scored 60.0, 80.0 was asked for")
        try run.attempt("01", 2, score: 70)
        try run.attempt("01", 3, score: 90)
        run.finish(.succeeded)
        let log = ErrorLog(run.events)
        #expect(log.entries.count == 1)
        #expect(log.entries[0].recoveries.map(\.strategy) == [.anotherAttempt, .anotherAttempt])
        #expect(log.entries[0].recoveries.map(\.result) == [.failed, .succeeded])
        #expect(log.entries[0].resolution == .autoFixed)
        #expect(log.entries[0].costImpact == MicroDollars(40_000), "two further pictures")
    }

    @Test(
        arguments: [(.partial, .shortfall), (.failed, .failed), (.cancelled, .cancelled)]
            as [(RunStatus, ErrorEntry.Resolution)])
    func whatIsStillWeakAtTheEndIsSaidSo(status: RunStatus, resolution: ErrorEntry.Resolution) throws {
        var run = try run()
        try run.attempt("01", score: 60)
        run.finish(status)
        #expect(ErrorLog(run.events).entries.map(\.resolution) == [resolution])
    }

    @Test func aLoweredBarIsARecoveryOfItsOwn() throws {
        var run = try run()
        try run.attempt("01", 1, score: 78)
        try run.attempt("01", 2, score: 70)
        run.record(
            AssetJudged(
                key: AssetKey("01"), attempt: 1, judgement: Judgement(score: 78, verdict: .pass, criteria: [:]),
                hash: nil, thresholds: ["score": 77]
            ).record)
        let entry = try #require(ErrorLog(run.events).entries.first)
        #expect(entry.recoveries.map(\.strategy) == [.anotherAttempt, .lowerThreshold])
        #expect(entry.recoveries.map(\.result) == [.failed, .succeeded])
        #expect(entry.recoveries.map(\.level) == [1, 2])
    }

    @Test func theRecordedThresholdsAreShown() throws {
        var run = try run()
        run.record(
            AssetJudged(
                key: AssetKey("01"), attempt: 1,
                judgement: Judgement(score: 79, verdict: .fail, criteria: ["palette": 50, "noise": 90]), hash: nil,
                thresholds: ["score": 85, "palette": 65, "aspect": 85]
            ).record)
        let entry = try #require(ErrorLog(run.events).entries.first)
        #expect(entry.thresholds == ["score": 85, "palette": 65])
        #expect(entry.message.contains("85.0 was asked for"))
    }

    @Test func theLogIsTheSameEventByEventAsWhole() throws {
        var run = try run(count: 2)
        try run.attempt("01", 1, score: 60)
        start(&run, "draw/02", 1)
        run.emit(.taskFailed("draw/02", failure: busy, spending: .nothing))
        try run.attempt("01", 2, score: 90)
        run.finish(.partial)
        let log = ErrorLog(run.events)
        #expect(log.entries.map(\.resolution) == [.autoFixed, .failed])
        let stored = try EventCodec.events(run.events.map(EventCodec.stored))
        #expect(ErrorLog(stored) == log)
    }

    @Test func jsonHasTheMembersOfTheDocument() throws {
        var run = try run()
        try run.attempt("01", score: 60, criteria: ["sharpness": 55])
        let json = try #require(ErrorLog(run.events).entries.first).json(of: run.board.run)
        #expect(
            Set(json.object?.keys.map { $0 } ?? []) == [
                "id", "time", "run", "task", "asset", "type", "severity", "details", "recoveryAttempts", "resolution",
                "costImpactUSD",
            ])
        #expect(json["task"] == .null && json["type"] == "underThreshold")
        #expect(json["details"]?["failedChecks"] == ["sharpness"])
    }

    @Test func foreignWordsReachNoTerminalRaw() throws {
        var run = try run()
        run.emit(
            .taskFailed("draw/01", failure: TaskFailure(.permanent, "no\u{1B}[31m\u{202E}"), spending: .nothing))
        let text = ErrorText.text(of: ErrorLog(run.events), run: run.board.run, colours: false, width: 200)
        #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
        #expect(text.contains("permanent"))
        #expect(text.hasSuffix(": no[31m\n"), "the message stands whole below the table")
        let none = ErrorText.text(of: ErrorLog([]), run: run.board.run, colours: false, width: 80)
        #expect(none.hasPrefix("Nothing has failed in run_"))
    }
}
