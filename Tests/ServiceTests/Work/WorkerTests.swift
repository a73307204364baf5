import Core
import Service
import Store
import Synchronization
import TestSupport
import Testing

/// What the worker begins, and when; each test ends it by `stop`.
@Suite(.timeLimit(.minutes(2))) struct WorkerTests {
    let folder: TemporaryFolder
    let store: SQLiteStore
    let time = SteppedTime()

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(in: folder.path)
    }

    private func place(_ number: Int) -> AttentionPlace { AttentionPlace(repository: "octo/assets", issue: number) }

    private func worker(_ attendant: ScriptedAttendant, _ rules: WorkRules = WorkRules()) -> Worker {
        Worker(store: store, attendant: attendant, rules: rules, time: time, counts: ServiceCounts())
    }

    /// Works while `work` goes on, then stops and waits for the end.
    private func working(_ worker: Worker, _ work: () async throws -> Void) async throws {
        async let running: Void = worker.run()
        do { try await work() } catch {
            await worker.stop()
            throw error
        }
        await worker.stop()
        await running
    }

    /// Gives way until something holds; a test that waits in vain ends by its time limit.
    private func eventually(_ condition: () async throws -> Bool) async rethrows {
        while try await !condition(), !Task.isCancelled { await Task.yield() }
    }

    /// The same while time goes on: who is about to sleep would miss one step of it.
    private func passing(_ condition: () async throws -> Bool) async rethrows {
        try await eventually {
            time.advance(by: .seconds(1))
            return try await condition()
        }
    }

    private func isQuiet() async throws -> Bool {
        let far = time.now() + .seconds(1_000_000)
        guard try await store.openAttention(at: far, limit: 9).isEmpty else { return false }
        return try await store.wantedRuns(limit: 9).isEmpty
    }

    @Test func whatWasAskedForBeforeTheStartIsLookedAt() async throws {
        try await store.ask(for: [place(1), place(2)], at: time.now())
        let attendant = ScriptedAttendant()
        try await working(worker(attendant)) { try await eventually { try await isQuiet() } }
        #expect(attendant.looks.sorted() == ["octo/assets#1", "octo/assets#2"])
        #expect(attendant.runs == [])
    }

    @Test func whatIsAskedForWhileItWorksIsLookedAtWithoutWaiting() async throws {
        let attendant = ScriptedAttendant()
        try await working(worker(attendant)) {
            for number in 1...3 {
                try await store.ask(for: [place(number)], at: time.now())
                await eventually { attendant.looks.count == number }
            }
        }
        #expect(attendant.looks == (1...3).map { "octo/assets#\($0)" })
    }

    @Test func askingAgainDuringALookHasItLookedAtAgain() async throws {
        let (seen, goOn) = (Latch(), Latch())
        let attendant = ScriptedAttendant(look: { _, count in
            if count == 1 {
                seen.open()
                await goOn.pass()
            }
            return .settled
        })
        try await working(worker(attendant)) {
            try await store.ask(for: [place(1)], at: time.now())
            await seen.pass()
            for _ in 1...5 { try await store.ask(for: [place(1)], at: time.now()) }
            goOn.open()
            try await eventually { try await isQuiet() }
        }
        #expect(attendant.looks.count == 2, "not at the same time, and once for all five")
    }

    @Test func lookThatFailsIsPutOffEachTimeLonger() async throws {
        let looks = Mutex<[Timestamp]>([])
        let attendant = ScriptedAttendant(look: { [time] _, count in
            looks.withLock { $0.append(time.now()) }
            if count < 4 { throw ScriptedAttendant.Trouble() }
            return .settled
        })
        var rules = WorkRules()
        rules.rounds = .seconds(1)
        try await working(worker(attendant, rules)) {
            try await store.ask(for: [place(1)], at: time.now())
            try await passing { try await isQuiet() }
        }
        let times = looks.withLock { $0 }
        #expect(times.count == 4)
        // The time that goes on is the test's, which may be ahead of the worker.
        for (rest, least) in zip(zip(times.dropFirst(), times).map { $0 - $1 }, [5, 10, 20]) {
            #expect(rest >= .seconds(least))
        }
        #expect(attendant.told.count == 3 && attendant.told.allSatisfy { $0.contains("octo/assets#1") })
    }

    @Test func newDeliveryEndsAPause() async throws {
        let attendant = ScriptedAttendant(look: { _, count in
            if count == 1 { throw ScriptedAttendant.Trouble() }
            return .settled
        })
        try await working(worker(attendant)) {
            try await store.ask(for: [place(1)], at: time.now())
            await eventually { attendant.told.count == 1 }
            try await store.ask(for: [place(1)], at: time.now())
            try await eventually { try await isQuiet() }
        }
        #expect(attendant.looks.count == 2)
    }

    @Test func noMoreRunsThanAllowedAreUnderWay() async throws {
        let (begun, goOn) = (Latch(), Latch())
        let attendant = ScriptedAttendant(
            look: { _, _ in .runWanted },
            run: { issue, _ in
                if issue.description == "octo/assets#3" { begun.open() }
                await goOn.pass()
                return .rests
            })
        var rules = WorkRules()
        rules.runs = 3
        try await working(worker(attendant, rules)) {
            try await store.ask(for: (1...8).map(place), at: time.now())
            await eventually { attendant.runs.count == 3 && attendant.looks.count == 8 }
            goOn.open()
            try await eventually { try await isQuiet() }
        }
        #expect(attendant.mostRuns == 3)
        #expect(Set(attendant.runs).count == 8)
    }

    @Test func issueIsLookedAtWhileItsRunIsUnderWay() async throws {
        let (begun, goOn) = (Latch(), Latch())
        let attendant = ScriptedAttendant(
            look: { _, _ in .runWanted },
            run: { _, _ in
                begun.open()
                await goOn.pass()
                return .rests
            })
        try await working(worker(attendant)) {
            try await store.ask(for: [place(1)], at: time.now())
            await begun.pass()
            try await store.ask(for: [place(1)], at: time.now())
            await eventually { attendant.looks.count == 2 }
            #expect(attendant.runs.count == 1, "one run of an issue at a time")
            goOn.open()
            try await eventually { try await isQuiet() }
        }
        #expect(attendant.runs.count == 2, "what came in meanwhile is seen to")
        #expect(attendant.mostRuns == 1)
    }

    @Test func runThatIsStoppedIsStillWantedByTheNext() async throws {
        let begun = Latch()
        let (stopped, next) = (Latch(), ScriptedAttendant())
        let first = ScriptedAttendant(
            look: { _, _ in .runWanted },
            run: { _, _ in
                begun.open()
                await stopped.pass()
                return .interrupted
            })
        let worker = worker(first)
        try await store.ask(for: [place(1)], at: time.now())
        try await working(worker) {
            await begun.pass()
            await worker.stop()
            stopped.open()
        }
        #expect(try await store.wantedRuns(limit: 9).map(\.place) == [place(1)])
        try await working(self.worker(next)) { try await eventually { try await isQuiet() } }
        #expect(next.runs == ["octo/assets#1"])
        #expect(next.looks == [])
    }

    @Test func lookThatIsBrokenOffByTheStopIsMadeByTheNext() async throws {
        let begun = Latch()
        let first = ScriptedAttendant(look: { _, _ in
            begun.open()
            try await Task.sleep(for: .seconds(3_600))
            return .settled
        })
        try await store.ask(for: [place(1)], at: time.now())
        try await working(worker(first)) { await begun.pass() }
        let next = ScriptedAttendant()
        try await working(worker(next)) { try await eventually { try await isQuiet() } }
        #expect(next.looks == ["octo/assets#1"], "at once")
        #expect(first.told == [])
    }

    @Test func runThatCannotGoOnIsTriedAgainLater() async throws {
        let attendant = ScriptedAttendant(
            look: { _, _ in .runWanted },
            run: { _, count in
                if count == 1 { throw ScriptedAttendant.Trouble() }
                return .rests
            })
        try await working(worker(attendant)) {
            try await store.ask(for: [place(1)], at: time.now())
            await eventually { attendant.told.count == 1 }
            #expect(try await store.openAttention(at: time.now(), limit: 9).isEmpty)
            try await passing { try await isQuiet() }
        }
        #expect(attendant.runs.count == 2)
    }

    @Test func repositoryIsSweptForItsIssues() async throws {
        let attendant = ScriptedAttendant(listed: [
            .github(repository: "octo/assets", number: 3), .github(repository: "octo/assets", number: 4),
        ])
        try await working(worker(attendant)) {
            try await store.ask(for: [AttentionPlace(repository: "octo/assets")], at: time.now())
            await eventually { attendant.looks.count == 2 }
            try await eventually { try await isQuiet() }
        }
        #expect(attendant.looks.sorted() == ["octo/assets#3", "octo/assets#4"])
    }

    @Test func thousandIssuesAreAllLookedAt() async throws {
        try await store.ask(for: (1...1_000).map(place), at: time.now())
        let attendant = ScriptedAttendant()
        try await working(worker(attendant)) { try await eventually { try await isQuiet() } }
        #expect(Set(attendant.looks).count == 1_000 && attendant.looks.count == 1_000)
    }

    @Test func oldDeliveriesAreForgottenNowAndThen() async throws {
        func take(_ guid: String) async {
            let row = DeliveryRow(guid: guid, receivedAt: time.now(), event: "issues")
            await withCheckedContinuation { waiter in store.take([row]) { _ in waiter.resume() } }
        }
        await take("delivery-1")
        try await working(worker(ScriptedAttendant())) {
            time.advance(by: .seconds(7 * 86_400))
            await take("delivery-2")
            #expect(try await store.deliveryCount() == 2)
            time.advance(by: .seconds(2 * 86_400))
            try await passing { try await store.deliveryCount() == 1 }
        }
    }

    @Test func workerWithNothingToDoStops() async throws {
        try await working(worker(ScriptedAttendant())) {}
    }
}
