import Core
import Engine
import Testing

/// Stops that come at the worst moment, and what the next process makes of them.
@Suite struct HardStoppingTests {
    private static let policy = EnginePolicy(
        price: { $0.task.uses == "paid" ? MicroDollars(9) : .zero }, isRepeatable: { $0 != "paid" })
    private static let two = [PlanTask(id: "free", uses: "draft"), PlanTask(id: "paid", uses: "paid")]

    @Test func whatACutTryAnswersWhilePaidWorkIsWaitedForIsNotTakenForItsResult() {
        var run = MachineHarness(policy: Self.policy)
        run.create(Self.two)
        run.tell(.interrupt(reason: "SIGINT", force: false))
        run.tell(
            .answered("free", tryNumber: 1, AgentAnswer(.failed(TaskFailure(.permanent, "CancellationError")))))
        run.answer("paid", .done(.null))
        #expect(run.status("free") == .ready)
        #expect(run.machine.board.status == .queued)
    }

    @Test func aRunWhoseLastAnswerCameAfterTheSignalHasEnded() {
        var run = MachineHarness(policy: Self.policy)
        run.create([PlanTask(id: "paid", uses: "paid")])
        run.tell(.interrupt(reason: "SIGINT", force: false))
        run.answer("paid", .done(.null))
        #expect(run.machine.board.status == .succeeded)
        #expect(run.hasLeft)
    }

    @Test func aCancelledRunWhoseProcessDiedBooksWhatMayHaveBeenSpent() {
        var run = MachineHarness(policy: Self.policy)
        run.create(Self.two)
        var next = MachineHarness(resuming: run.events, policy: Self.policy)
        next.tell(.cancel(reason: "no longer wanted", by: "ada"))
        #expect(next.machine.board.status == .cancelled)
        #expect(next.machine.board.unknown == MicroDollars(9))
        #expect(next.machine.board.reserved == .zero)
        #expect(next.hasLeft)
    }

    @Test(arguments: [true, false])
    func aCancelThatItsProcessDidNotLiveToFinishIsFinishedByTheNext(byCancel: Bool) {
        var run = MachineHarness(policy: Self.policy)
        run.create(Self.two + [PlanTask(id: "after", uses: "x", needs: ["free", "paid"])])
        run.tell(.cancel(reason: "no longer wanted", by: "ada"))
        #expect(!run.hasLeft, "both tries are still at work")
        var next = MachineHarness(resuming: run.events, policy: Self.policy)
        next.tell(byCancel ? .cancel(reason: "again", by: "ada") : .resume(holder: "p2", byPerson: true))
        #expect(next.machine.board.status == .cancelled)
        #expect(next.machine.board.reason == "no longer wanted")
        #expect(next.machine.board.unknown == MicroDollars(9))
        #expect(next.hasLeft)
    }

    @Test func aForcedStopDuringACancelEndsTheRun() {
        var run = MachineHarness(policy: Self.policy)
        run.create(Self.two)
        run.tell(.cancel(reason: "no longer wanted", by: "ada"))
        run.tell(.interrupt(reason: "SIGINT", force: true))
        #expect(run.machine.board.status == .cancelled)
        #expect(run.machine.board.unknown == MicroDollars(9))
        #expect(run.hasLeft)
    }

    @Test func cancellingARunThatHasEndedMeanwhileLeavesAtOnce() {
        var run = MachineHarness()
        run.create([PlanTask(id: "a", uses: "x")])
        run.answer("a", .done(.null))
        var next = MachineHarness(resuming: run.events)
        next.tell(.cancel(reason: "late", by: "ada"))
        #expect(next.events == run.events)
        #expect(next.hasLeft)
    }

    @Test func anInterruptionDuringBackOffKeepsTheRetryForTheNextProcess() {
        var run = MachineHarness()
        run.create([PlanTask(id: "a", uses: "x")])
        run.answer("a", .failed(TaskFailure(.transient(after: .seconds(7)), "busy")))
        run.tell(.interrupt(reason: "SIGINT", force: false))
        #expect(run.machine.board.status == .queued)
        var next = MachineHarness(resuming: run.events)
        next.tell(.resume(holder: "p2", byPerson: true))
        #expect(next.started.isEmpty)
        #expect(next.machine.nextDue == run.now + .seconds(7))
        next.now = next.now + .seconds(7)
        next.tell(.tick)
        #expect(next.started.map(\.tryNumber) == [2])
    }

    @Test func aSignalThatComesWhileTheBudgetHoldsTasksBackKeepsThemForLater() {
        var run = MachineHarness(policy: Self.policy)
        run.create([PlanTask(id: "one", uses: "paid"), PlanTask(id: "two", uses: "paid")], budget: MicroDollars(10))
        #expect(run.startedIDs == ["one"])
        run.tell(.interrupt(reason: "SIGINT", force: false))
        run.answer("one", .done(.null), spending: Spending(settled: MicroDollars(1)))
        #expect(run.machine.board.status == .queued)
        #expect(run.status("two") == .ready)
        var next = MachineHarness(resuming: run.events, policy: Self.policy)
        next.tell(.resume(holder: "p2", byPerson: true))
        #expect(next.startedIDs == ["two"])
    }

    @Test func whatTheBudgetHoldsBackDoesNotEndTheRunBeforeAFreeRetryIsMade() {
        var run = MachineHarness(policy: Self.policy)
        run.create(Self.two, budget: MicroDollars(5))
        #expect(run.startedIDs == ["free"])
        run.answer("free", .failed(TaskFailure(.transient(after: .seconds(2)), "busy")))
        #expect(!run.hasLeft)
        run.now = run.now + .seconds(2)
        run.tell(.tick)
        run.answer("free", .done(.null))
        #expect(run.status("free") == .succeeded)
        #expect(run.machine.board.status == .waiting)
        #expect(run.machine.board.reason.contains("budget"))
        #expect(run.hasLeft)
    }

    @Test func aRunThatWaitsInGoodOrderIsNeverParkedForIt() {
        var run = MachineHarness(policy: Self.policy)
        run.create([PlanTask(id: "paid", uses: "paid")], budget: MicroDollars(5))
        #expect(run.machine.board.reason.contains("budget"))
        for number in 2...6 {
            run = MachineHarness(resuming: run.events, policy: Self.policy)
            run.tell(.resume(holder: "p\(number)", byPerson: false))
            #expect(run.machine.board.status == .waiting)
            #expect(run.machine.board.reason.contains("budget"))
        }
    }

    @Test func anAnswerThatCameInMeanwhileIsNotGivenUpForItsDeadline() {
        var run = MachineHarness()
        run.create([PlanTask(id: "film", uses: "video")])
        run.answer("film", .suspended(token: "t", deadline: run.now + .seconds(60)))
        #expect(run.machine.board.status == .waiting)
        var next = MachineHarness(resuming: run.events)
        next.now = next.now + .seconds(3600)
        next.tell(
            .resume(holder: "p2", byPerson: true),
            .letter(
                1, .completion(TaskCompletion(task: "film", tryNumber: 1, token: "t", output: ["x": 1], failure: nil))))
        #expect(next.status("film") == .succeeded)
        #expect(next.started.isEmpty)
    }

    @Test func whatBecomesReadyByALostTryIsStartedOnceAndRestsAfterAFailure() {
        let policy = EnginePolicy(
            unknownOutcome: .skip, price: { $0.task.uses == "paid" ? MicroDollars(9) : .zero },
            isRepeatable: { $0 != "paid" })
        var run = MachineHarness(policy: policy)
        run.create(Self.two + [PlanTask(id: "after", uses: "x", needs: ["free", "paid"], gathers: true)])
        run.answer("free", .done(.null))
        var next = MachineHarness(resuming: run.events, policy: policy)
        next.tell(.resume(holder: "p2", byPerson: true))
        #expect(next.status("paid") == .failed)
        next.answer("after", .failed(TaskFailure(.transient(after: .seconds(7)), "busy")))
        #expect(next.startedIDs == ["after"])
        #expect(next.status("after") == .retrying)
    }

    @Test func aPaidTaskRestsAfterAFailure() {
        var run = MachineHarness(policy: Self.policy)
        run.create([PlanTask(id: "paid", uses: "paid")])
        run.answer("paid", .failed(TaskFailure(.transient(after: .seconds(7)), "busy")))
        #expect(run.startedIDs == ["paid"])
        #expect(run.status("paid") == .retrying)
        run.now = run.now + .seconds(7)
        run.tell(.tick)
        #expect(run.startedIDs == ["paid", "paid"])
    }

    @Test func anAnswerThatOvertakesItsTryIsKeptUntilTheTrySaysThatItWaits() {
        let completion = TaskCompletion(task: "film", tryNumber: 1, token: "t", output: ["x": 1], failure: nil)
        var run = MachineHarness()
        run.create([PlanTask(id: "film", uses: "video"), PlanTask(id: "other", uses: "x")])
        run.tell(.letter(1, .completion(completion)))
        #expect(run.taken.isEmpty)
        run.answer("film", .suspended(token: "t", deadline: run.now + .seconds(60)))
        #expect(run.status("film") == .succeeded)
        #expect(run.taken == [1])
    }

    @Test func aDecisionAboutARunThatIsBeingEndedIsRefused() {
        var run = MachineHarness()
        run.create([PlanTask(id: "a", uses: "x"), PlanTask(id: "b", uses: "x")])
        for id: TaskID in ["a", "b"] { run.answer(id, .failed(TaskFailure(.needsPerson, "no key"))) }
        let gates = run.machine.board.openGates.map(\.gate)
        let by = Decider(source: .terminal, login: "bob")
        var next = MachineHarness(resuming: run.events)
        next.tell(
            .resume(holder: "p2", byPerson: false),
            .letter(1, .decision(Decision(gate: gates[0].id, kind: .end, by: by, shown: gates[0].shown))),
            .letter(2, .decision(Decision(gate: gates[1].id, kind: .accept, by: by, shown: gates[1].shown))))
        #expect(next.machine.board.status == .cancelled)
        #expect(next.status("b") == .cancelled)
        #expect(next.machine.board.gate(gates[1].id)?.decision == nil)
    }

    /// The third start finds nothing but a call that may have been made, and asks: that is no poison.
    @Test func aRunThatWaitsInGoodOrderAfterThreeBarrenStartsIsNotParked() {
        var run = MachineHarness(policy: Self.policy)
        run.create([PlanTask(id: "free", uses: "x"), PlanTask(id: "dear", uses: "paid", needs: ["free"])])
        for number in 2...3 {
            run = MachineHarness(resuming: run.events, policy: Self.policy)
            run.tell(.resume(holder: "p\(number)", byPerson: false))
        }
        #expect(run.machine.board.barrenResumes == 3)
        run.events.append(
            Event(
                sequence: run.events.count + 1, run: MachineHarness.run, time: run.now, actor: "engine", causation: nil,
                fact: .engine(.runWaiting(reason: "the budget is used up"))))
        var next = MachineHarness(resuming: run.events, policy: Self.policy)
        next.tell(.resume(holder: "p4", byPerson: false))
        #expect(next.machine.board.status == .running)
    }

    @Test func whatIsSuspendedWhileItsRunIsBeingEndedIsAbandonedAndBooked() {
        var run = MachineHarness(policy: Self.policy)
        run.create([PlanTask(id: "paid", uses: "paid")])
        run.tell(.cancel(reason: "no longer wanted", by: "bob"))
        run.answer("paid", .suspended(token: "t", deadline: run.now + .seconds(60)))
        #expect(run.machine.board.status == .cancelled)
        #expect(run.machine.board.unknown == MicroDollars(9))
        #expect(run.abandoned == ["t"])
    }

    @Test func aGateOfARunThatIsBeingEndedDoesNotTimeOut() {
        var run = MachineHarness()
        run.create([PlanTask(id: "a", uses: "x"), PlanTask(id: "b", uses: "x")])
        run.answer("a", .failed(TaskFailure(.needsPerson, "no key")))
        run.now = run.now + .seconds(8_000)
        run.tell(.cancel(reason: "no longer wanted", by: "bob"), .tick)
        #expect(run.status("a") == .cancelled)
        #expect(run.machine.board.gates.first?.decision == nil)
    }
}
