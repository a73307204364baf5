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
}
