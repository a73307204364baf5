import Core
import Engine
import Testing

@Suite struct StoppingTests {
    private static let two = [PlanTask(id: "free", uses: "draft"), PlanTask(id: "paid", uses: "paid")]
    private static let policy = EnginePolicy(
        price: { $0.task.uses == "paid" ? MicroDollars(9) : .zero }, isRepeatable: { $0 != "paid" })

    @Test func anInterruptionCutsWhatIsFreeAndWaitsForWhatIsPaid() {
        var run = MachineHarness(policy: Self.policy)
        run.create(Self.two)
        run.tell(.interrupt(reason: "SIGINT", force: false))
        #expect(run.aborted == ["free"])
        #expect(!run.hasLeft)
        run.answer("paid", .done(.null), spending: Spending(settled: MicroDollars(9)))
        #expect(run.hasLeft)
        #expect(run.status("free") == .ready)
        #expect(run.status("paid") == .succeeded)
        #expect(run.machine.board.status == .queued)
        #expect(run.machine.board.spent == MicroDollars(9))
    }

    @Test func aSecondInterruptionCountsPaidCallsAsUnknown() {
        var run = MachineHarness(policy: Self.policy)
        run.create(Self.two)
        run.tell(.interrupt(reason: "SIGINT", force: false))
        run.tell(.interrupt(reason: "SIGINT", force: true))
        #expect(run.hasLeft)
        #expect(run.machine.board.unknown == MicroDollars(9))
        #expect(run.machine.board.reserved == .zero)
        #expect(run.status("paid") == .escalated)
    }

    @Test func nothingNewStartsAfterAnInterruption() {
        var run = MachineHarness(policy: Self.policy)
        run.create([PlanTask(id: "paid", uses: "paid"), PlanTask(id: "next", uses: "x", needs: ["paid"])])
        run.tell(.interrupt(reason: "SIGTERM", force: false))
        run.answer("paid", .done(.null))
        #expect(run.startedIDs == ["paid"])
        #expect(run.hasLeft)
    }

    @Test func anotherProcessMakesFreeWorkAgainAndPaidWorkNot() {
        var run = MachineHarness(policy: Self.policy)
        run.create(Self.two)
        var next = MachineHarness(resuming: run.events, policy: Self.policy)
        next.tell(.resume(holder: "p2", byPerson: true))
        #expect(next.startedIDs == ["free"])
        #expect(next.started.first?.tryNumber == 2)
        #expect(next.status("paid") == .escalated)
        #expect(next.machine.board.unknown == MicroDollars(9))
    }

    /// A question to a text model for less than may be repeated: made again unasked, and both are counted.
    @Test func whatMayBeRepeatedAndCostsIsMadeAgainAndCountedTwice() {
        let policy = EnginePolicy(price: { _ in MicroDollars(9) }, isRepeatable: { _ in true })
        var run = MachineHarness(policy: policy)
        run.create([PlanTask(id: "ask", uses: "text")])
        var next = MachineHarness(resuming: run.events, policy: policy)
        next.tell(.resume(holder: "p2", byPerson: true))
        #expect(next.startedIDs == ["ask"] && next.machine.board.unknown == MicroDollars(9))
        next.answer("ask", .done(.null), spending: Spending(settled: MicroDollars(7)))
        #expect(next.machine.board.spent == MicroDollars(7) && next.machine.board.unknown == MicroDollars(9))
        #expect(next.machine.board.reserved == .zero)
    }

    @Test func anInterruptionWaitsForWhatIsPaidThoughItMayBeRepeated() {
        let policy = EnginePolicy(price: { _ in MicroDollars(9) }, isRepeatable: { _ in true })
        var run = MachineHarness(policy: policy)
        run.create([PlanTask(id: "ask", uses: "text")])
        run.tell(.interrupt(reason: "SIGINT", force: false))
        #expect(run.aborted.isEmpty && !run.hasLeft)
        run.tell(.interrupt(reason: "SIGINT", force: true))
        #expect(run.aborted == ["ask"] && run.hasLeft && run.machine.board.unknown == MicroDollars(9))
    }

    @Test func aRunThatKeepsKillingItsProcessIsParkedUntilAPersonResumesIt() {
        var run = MachineHarness()
        run.create([PlanTask(id: "a", uses: "x")])
        for number in 2...3 {
            run = MachineHarness(resuming: run.events)
            run.tell(.resume(holder: "p\(number)", byPerson: false))
            #expect(run.startedIDs == ["a"])
        }
        run = MachineHarness(resuming: run.events)
        run.tell(.resume(holder: "p4", byPerson: false))
        #expect(run.started.isEmpty)
        #expect(run.machine.board.status == .waiting)
        #expect(run.machine.board.reason.contains("parked"))
        var person = MachineHarness(resuming: run.events)
        person.tell(.resume(holder: "p5", byPerson: true))
        #expect(person.startedIDs == ["a"])
    }

    @Test func aTaskResultMakesTheCountOfCrashesBeginAnew() {
        var run = MachineHarness()
        run.create([PlanTask(id: "a", uses: "x"), PlanTask(id: "b", uses: "x", needs: ["a"])])
        for number in 2...3 {
            run = MachineHarness(resuming: run.events)
            run.tell(.resume(holder: "p\(number)", byPerson: false))
        }
        run.answer("a", .done(.null))
        #expect(run.machine.board.barrenResumes == 0)
    }

    @Test func cancellingGoesAllTheWayDownAndKeepsWhatWasSpent() {
        var run = MachineHarness(policy: Self.policy)
        run.create(Self.two + [PlanTask(id: "after", uses: "x", needs: ["free", "paid"])])
        run.tell(.cancel(reason: "no longer wanted", by: "ada"))
        #expect(Set(run.aborted) == ["free", "paid"])
        #expect(run.status("after") == .cancelled)
        run.answer("free", .failed(TaskFailure(.permanent, "aborted")))
        run.answer("paid", .done(.null), spending: Spending(settled: MicroDollars(9)))
        #expect(run.machine.board.status == .cancelled)
        #expect(run.machine.board.spent == MicroDollars(9))
        #expect(run.machine.board.reason == "no longer wanted")
    }

    @Test func aRunThatHasEndedIsLeftAlone() {
        var run = MachineHarness()
        run.create([PlanTask(id: "a", uses: "x")])
        run.answer("a", .done(.null))
        var next = MachineHarness(resuming: run.events)
        next.tell(.resume(holder: "p2", byPerson: true), .cancel(reason: "late", by: "ada"))
        #expect(next.events == run.events)
        #expect(next.hasLeft)
    }
}
