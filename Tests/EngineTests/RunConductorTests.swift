import Core
import Engine
import TestSupport
import Testing

@Suite struct RunConductorTests {
    private static let plan = [
        PlanTask(id: "a", uses: "echo"), PlanTask(id: "b", uses: "echo", needs: ["a"]),
        PlanTask(id: "c", uses: "echo", needs: ["a"]), PlanTask(id: "d", uses: "echo", needs: ["b", "c"]),
    ]

    private func conductor(
        _ log: any RunLog, _ agents: [any Agent] = [EchoAgent()], announcer: (any Announcer)? = nil,
        control: RunControl = RunControl()
    ) -> RunConductor {
        RunConductor(log: log, agents: agents, time: ManualTime(), announcer: announcer, control: control)
    }

    @Test func aRunIsConductedToItsEndAndTheLogSaysTheSame() async throws {
        let log = MemoryRunLog()
        let result = try await conductor(log).begin(
            MachineHarness.run, charter: MachineHarness.charter(), plan: Self.plan)
        #expect(result.board.status == .succeeded)
        let events = try EventCodec.events(try await log.events(of: MachineHarness.run, after: 0))
        #expect(Blackboard(run: MachineHarness.run, events: events) == result.board)
    }

    /// The store fails at its n-th write, before or after it took it in; a second process brings the run to the same end.
    @Test(arguments: 1...12, [false, true])
    func whereverTheLogFailsTheRunIsResumedToTheSameEnd(call: Int, after: Bool) async throws {
        let error = RunLogError.storage(reason: "the disk is full", hint: "Free space.")
        let log = MemoryRunLog(failing: after ? .after(call: call, error) : .before(call: call, error))
        let agent = EchoAgent()
        var isBegun = false
        for _ in 1...3 {
            do {
                let result =
                    isBegun
                    ? try await conductor(log, [agent]).resume(MachineHarness.run, holder: "next", byPerson: true)
                    : try await conductor(log, [agent]).begin(
                        MachineHarness.run, charter: MachineHarness.charter(), plan: Self.plan)
                #expect(result.board.status == .succeeded)
                break
            } catch RunLogError.storage {
                isBegun = try await isKnown(log)  // The log fails once; then another process comes.
            }
        }
        let events = try EventCodec.events(try await stored(in: log))
        let board = Blackboard(run: MachineHarness.run, events: events)
        #expect(board.status == .succeeded)
        #expect(events.map(\.sequence) == Array(1...events.count))
        #expect(Set(board.tasks.map(\.task.id)) == ["a", "b", "c", "d"])
    }

    /// The log's one failure may come as late as here.
    private func stored(in log: MemoryRunLog) async throws -> [StoredEvent] {
        do {
            return try await log.events(of: MachineHarness.run, after: 0)
        } catch RunLogError.storage {
            return try await log.events(of: MachineHarness.run, after: 0)
        }
    }

    private func isKnown(_ log: MemoryRunLog) async throws -> Bool {
        do {
            return try await !stored(in: log).isEmpty
        } catch RunLogError.unknownRun {
            return false
        }
    }

    @Test func theIntentIsDurableBeforeTheAgentIsCalled() async throws {
        let log = MemoryRunLog()
        let witness = WitnessAgent(log: log)
        _ = try await conductor(log, [witness]).begin(
            MachineHarness.run, charter: MachineHarness.charter(), plan: [PlanTask(id: "a", uses: "witness")])
        #expect(await witness.sawItsIntent == [true])
    }

    @Test func aSecondRunOfALiveIssueIsRefusedAndWritesNothing() async throws {
        let log = MemoryRunLog()
        let gate = AgentGate()
        let first = Task {
            try await conductor(log, [gate]).begin(
                MachineHarness.run, charter: MachineHarness.charter(), plan: [PlanTask(id: "a", uses: "gate")])
        }
        await gate.entered()
        var bits = SplitMix64(seed: 99)
        let other = RunID(at: Timestamp(milliseconds: 5), using: &bits)
        await #expect(throws: RunLogError.alreadyLive(MachineHarness.run)) {
            try await conductor(log).begin(other, charter: MachineHarness.charter(), plan: Self.plan)
        }
        await gate.open()
        #expect(try await first.value.board.status == .succeeded)
    }

    @Test func anInterruptedRunGoesOnWithTheSameWork() async throws {
        let log = MemoryRunLog()
        let gate = AgentGate()
        let control = RunControl()
        let plan = [PlanTask(id: "a", uses: "gate"), PlanTask(id: "b", uses: "echo", needs: ["a"])]
        let first = Task {
            try await conductor(log, [gate, EchoAgent()], control: control).begin(
                MachineHarness.run, charter: MachineHarness.charter(), plan: plan)
        }
        await gate.entered()
        control.interrupt(reason: "SIGINT", force: false)
        #expect(try await first.value.board.status == .queued)
        await gate.open()
        let second = try await conductor(log, [gate, EchoAgent()]).resume(
            MachineHarness.run, holder: "second", byPerson: true)
        #expect(second.board.status == .succeeded)
        #expect(second.board["a"]?.tries == 2)
    }

    @Test func theLastStateIsAlwaysAnnouncedAndNoLongerOwed() async throws {
        let log = MemoryRunLog()
        let announcer = RecordingAnnouncer()
        let result = try await conductor(log, announcer: announcer).begin(
            MachineHarness.run, charter: MachineHarness.charter(), plan: Self.plan)
        #expect(result.unannounced == nil)
        #expect(await announcer.announced.last == .succeeded)
        #expect(await announcer.mostAtOnce == 1)
        #expect(try await log.owed(by: MachineHarness.run).isEmpty)
    }

    @Test func whatCouldNotBeAnnouncedStaysOwedAndIsSaid() async throws {
        let log = MemoryRunLog()
        let announcer = RecordingAnnouncer(failing: .unreachable(reason: "no network"))
        let result = try await conductor(log, announcer: announcer).begin(
            MachineHarness.run, charter: MachineHarness.charter(), plan: Self.plan)
        #expect(result.board.status == .succeeded)
        #expect(result.unannounced?.contains("no network") == true)
        #expect(try await !log.owed(by: MachineHarness.run).isEmpty)
    }

    @Test(.timeLimit(.minutes(1)))
    func aRetryIsMadeThoughTheClockIsSetBackWhileItWaits() async throws {
        let conductor = RunConductor(log: MemoryRunLog(), agents: [StumblingAgent()], time: LateClock())
        let result = try await conductor.begin(
            MachineHarness.run, charter: MachineHarness.charter(), plan: [PlanTask(id: "a", uses: "stumbling")])
        #expect(result.board.status == .succeeded)
        #expect(result.board["a"]?.tries == 2)
    }

    @Test(.timeLimit(.minutes(1)))
    func anAnswerDeliveredToALiveRunIsNotGivenUpForItsDeadline() async throws {
        let log = MemoryRunLog()
        let conductor = conductor(log, [SuspendingAgent(log: log), StumblingAgent()])
        let result = try await conductor.begin(
            MachineHarness.run, charter: MachineHarness.charter(),
            plan: [PlanTask(id: "film", uses: "suspending"), PlanTask(id: "busy", uses: "stumbling")])
        #expect(result.board["film"]?.status == .succeeded)
        #expect(result.board["film"]?.tries == 1)
    }

    @Test(.timeLimit(.minutes(1)))
    func aSignalDuringTheLastAnnouncementDoesNotWaitForASlowService() async throws {
        let announcer = StuckAnnouncer()
        let control = RunControl()
        let log = MemoryRunLog()
        let conductor = RunConductor(
            log: log, agents: [EchoAgent()], time: ManualTime(), announcer: announcer,
            observer: EndingObserver { control.interrupt(reason: "SIGINT", force: false) }, control: control)
        let result = try await conductor.begin(
            MachineHarness.run, charter: MachineHarness.charter(), plan: Self.plan)
        #expect(result.board.status == .succeeded)
        #expect(result.unannounced != nil)
        #expect(try await !log.owed(by: MachineHarness.run).isEmpty)
        await announcer.open()
    }

    @Test(.timeLimit(.minutes(1)))
    func cancellingARunThatHasEndedMeanwhileReturns() async throws {
        let log = MemoryRunLog()
        _ = try await conductor(log).begin(MachineHarness.run, charter: MachineHarness.charter(), plan: Self.plan)
        let result = try await conductor(log).cancel(MachineHarness.run, reason: "late", by: "ada")
        #expect(result.board.status == .succeeded)
    }

    /// Its process died while it waited for an answer, which has come in since.
    @Test(.timeLimit(.minutes(1))) func cancellingReadsTheInboxFirst() async throws {
        let log = MemoryRunLog()
        let begun = try await conductor(log, [WaitingAgent()]).begin(
            MachineHarness.run, charter: MachineHarness.charter(), plan: [PlanTask(id: "film", uses: "waiting")])
        #expect(begun.board.status == .waiting)
        let completion = TaskCompletion(
            task: "film", tryNumber: 1, token: "job-1", output: ["clip": 1], failure: nil,
            spending: Spending(settled: MicroDollars(36)))
        try await log.deliver(Letter.completion(completion).entry(), to: MachineHarness.run)
        let result = try await conductor(log, [WaitingAgent()]).cancel(MachineHarness.run, reason: "late", by: "ada")
        #expect(result.board["film"]?.status == .succeeded)
        #expect(result.board.spent == MicroDollars(36) && result.board.unknown == .zero)
        #expect(try await log.inbox(of: MachineHarness.run).isEmpty)
    }

    @Test func aTaskWhoseAgentIsNotThereFailsAndSaysSo() async throws {
        let result = try await conductor(MemoryRunLog(), []).begin(
            MachineHarness.run, charter: MachineHarness.charter(), plan: [PlanTask(id: "a", uses: "ghost")])
        #expect(result.board.status == .failed)
    }
}
