import Core
import Engine
import Testing

@Suite struct RunMachineTests {
    private static let chain = [
        PlanTask(id: "draw", uses: "image"), PlanTask(id: "review", uses: "review", needs: ["draw"]),
        PlanTask(id: "deliver", uses: "deliver", needs: ["review"]),
    ]

    @Test func theIntentIsAnEventBeforeTheAgentIsCalled() throws {
        var run = MachineHarness()
        run.create(Self.chain)
        #expect(run.startedIDs == ["draw"])
        #expect(run.events.contains { $0.fact == .engine(.taskStarted("draw", tryNumber: 1, terms: .free)) })
        #expect(try #require(run.started.first).seed == nil, "a task without an asset has no seed")
    }

    @Test func aTaskStartsWhenItsNeedsAreDoneAndTheRunEndsWithTheLast() {
        var run = MachineHarness()
        run.create(Self.chain)
        run.answer("draw", .done(["x": 1]))
        #expect(run.startedIDs == ["draw", "review"])
        #expect(run.started.last?.inputs["draw"] == ["x": 1])
        run.answer("review", .done(.null))
        run.answer("deliver", .done(.null))
        #expect(run.machine.board.status == .succeeded)
        #expect(run.hasLeft)
    }

    @Test func urgentTasksGoFirstAndNoMoreThanTheLimitAtOnce() {
        var run = MachineHarness(policy: EnginePolicy(concurrency: 2))
        run.create((1...5).map { PlanTask(id: TaskID("t\($0)"), uses: "x", priority: $0 == 4 ? 1 : 3) })
        #expect(run.startedIDs == ["t4", "t1"])
        run.answer("t1", .done(.null))
        #expect(run.startedIDs == ["t4", "t1", "t2"])
    }

    @Test func aTransientFailureIsTriedAgainWhenItsTimeHasCome() {
        var run = MachineHarness()
        run.create(Self.chain)
        run.answer("draw", .failed(TaskFailure(.transient(after: .seconds(7)), "busy")))
        #expect(run.status("draw") == .retrying)
        #expect(run.machine.nextDue == run.now + .seconds(7))
        run.now = run.now + .seconds(6)
        run.tell(.tick)
        #expect(run.started.count == 1, "it is not due yet")
        run.now = run.now + .seconds(1)
        run.tell(.tick)
        #expect(run.started.map(\.tryNumber) == [1, 2])
    }

    @Test func afterTheLastTryTheTaskFailsAndWhatNeedsItIsSkipped() {
        var run = MachineHarness()
        run.create(Self.chain)
        for _ in 1...3 {
            run.answer("draw", .failed(TaskFailure(.transient(after: .zero), "busy")))
            run.tell(.tick)
        }
        #expect(run.status("draw") == .failed)
        #expect(run.status("review") == .skipped)
        #expect(run.status("deliver") == .skipped)
        #expect(run.machine.board.status == .failed)
        #expect(run.machine.board.reason == "draw: busy")
    }

    @Test func whatGathersGoesOnWithThoseThatSucceeded() {
        var run = MachineHarness()
        run.create([
            PlanTask(id: "a", uses: "x"), PlanTask(id: "b", uses: "x"),
            PlanTask(id: "deliver", uses: "deliver", needs: ["a", "b"], gathers: true),
        ])
        run.answer("a", .failed(TaskFailure(.permanent, "refused")))
        run.answer("b", .done(.null))
        #expect(run.status("deliver") == .running)
        run.answer("deliver", .done(.null))
        #expect(run.machine.board.status == .partial)
        #expect(run.machine.board.reason == "a: refused")
    }

    @Test func aShortfallMakesTheRunPartial() {
        var run = MachineHarness()
        run.create(Self.chain)
        run.answer("draw", .done(.null))
        run.answer("review", .done(.null, shortfall: "01: 61 of 80"))
        run.answer("deliver", .done(.null))
        #expect(run.machine.board.status == .partial)
        #expect(run.machine.board.reason == "01: 61 of 80")
    }

    @Test func aTaskThatSpawnsIsDoneWhenItsChildrenAre() {
        var run = MachineHarness()
        run.create(Self.chain)
        run.answer("draw", .done(.null))
        run.answer(
            "review",
            .spawn(
                [PlanTask(id: "draw@2", uses: "image"), PlanTask(id: "review@2", uses: "review", needs: ["draw@2"])],
                output: .null))
        #expect(run.status("review") == .waiting)
        #expect(run.status("deliver") == .pending)
        run.answer("draw@2", .done(.null))
        run.answer("review@2", .done(.null))
        #expect(run.status("review") == .succeeded)
        #expect(run.status("deliver") == .running)
    }

    @Test func spawningNothingIsBeingDone() {
        var run = MachineHarness()
        run.create([PlanTask(id: "a", uses: "x")])
        run.answer("a", .spawn([], output: .null))
        #expect(run.machine.board.status == .succeeded)
    }

    @Test func aConditionThatDoesNotHoldSkipsWithoutHarm() throws {
        var run = MachineHarness()
        let condition = try Condition(parsing: "brief.count > 1")
        run.create([
            PlanTask(id: "a", uses: "x"), PlanTask(id: "compare", uses: "x", needs: ["a"], condition: condition),
            PlanTask(id: "deliver", uses: "x", needs: ["a", "compare"]),
        ])
        run.answer("a", .done(.null))
        #expect(run.status("compare") == .skipped)
        run.answer("deliver", .done(.null))
        #expect(run.machine.board.status == .succeeded)
    }

    @Test(arguments: [("outputs.draw.weight > 2", TaskStatus.running), ("outputs.draw.weight > 3", .skipped)])
    func aConditionSeesWhatTheTaskOfItsOwnAssetPutOut(text: String, status: TaskStatus) throws {
        var run = MachineHarness()
        let condition = try Condition(parsing: text)
        let asset = AssetKey("02")
        run.create([
            PlanTask(id: "draw/01", uses: "x", asset: AssetKey("01")), PlanTask(id: "draw/02", uses: "x", asset: asset),
            PlanTask(id: "frame/02", uses: "x", needs: ["draw/02"], asset: asset, condition: condition),
        ])
        run.answer("draw/01", .done(["weight": 9]))
        run.answer("draw/02", .done(["weight": 3]))
        #expect(run.status("frame/02") == status)
    }

    @Test func aTaskOfTheRunSeesTheOutputsOfAllAssetsAsAList() throws {
        var run = MachineHarness()
        let condition = try Condition(parsing: "'blue' in outputs.draw")
        run.create([
            PlanTask(id: "draw/01", uses: "x", asset: AssetKey("01")),
            PlanTask(id: "draw/02", uses: "x", asset: AssetKey("02")),
            PlanTask(id: "mix", uses: "x", needs: ["draw/01", "draw/02"], gathers: true, condition: condition),
        ])
        run.answer("draw/01", .done("red"))
        run.answer("draw/02", .done("blue"))
        #expect(run.status("mix") == .running)
    }

    @Test func withoutAPriceNothingIsBought() {
        var run = MachineHarness(policy: EnginePolicy(price: { _ in nil }))
        run.create([PlanTask(id: "a", uses: "x")])
        #expect(run.started.isEmpty)
        #expect(run.machine.board.status == .failed)
    }

    @Test func theBudgetIsReservedBeforeTheCallAndNeverPassed() {
        var run = MachineHarness(policy: EnginePolicy(price: { _ in MicroDollars(40) }))
        run.create((1...4).map { PlanTask(id: TaskID("t\($0)"), uses: "x") }, budget: MicroDollars(100))
        #expect(run.startedIDs == ["t1", "t2"])
        #expect(run.machine.board.reserved == MicroDollars(80))
        run.answer("t1", .done(.null), spending: Spending(settled: MicroDollars(20)))
        #expect(run.startedIDs == ["t1", "t2", "t3"], "20 spent and 40 reserved leave room for 40")
        run.answer("t2", .done(.null), spending: Spending(settled: MicroDollars(40)))
        run.answer("t3", .done(.null), spending: Spending(settled: MicroDollars(40)))
        #expect(run.machine.board.status == .waiting)
        #expect(run.machine.board.spent == MicroDollars(100))
        #expect(run.status("t4") == .ready)
        #expect(run.hasLeft)
    }

    @Test func aLateAnswerChangesNothing() {
        var run = MachineHarness()
        run.create(Self.chain)
        run.answer("draw", .done(.null))
        let before = run.machine.board
        run.tell(.answered("draw", tryNumber: 1, AgentAnswer(.failed(TaskFailure(.permanent, "late")))))
        #expect(run.machine.board == before)
    }

    @Test(arguments: [
        (UnknownOutcomePolicy.ask, TaskStatus.escalated, RunStatus.waiting), (.skip, .failed, .failed),
    ])
    func anUnknownOutcomeIsNeverRepeatedUnasked(policy: UnknownOutcomePolicy, task: TaskStatus, status: RunStatus) {
        var run = MachineHarness(policy: EnginePolicy(unknownOutcome: policy, price: { _ in MicroDollars(5) }))
        run.create([PlanTask(id: "a", uses: "paid")])
        run.answer(
            "a", .failed(TaskFailure(.unknownOutcome, "cut")),
            spending: Spending(settled: .zero, unknown: MicroDollars(5)))
        #expect(run.started.count == 1)
        #expect(run.status("a") == task)
        #expect(run.machine.board.status == status)
        #expect(run.machine.board.unknown == MicroDollars(5))
    }

    @Test func aSuspendedTaskWaitsWithoutAProcessAndTakesItsCompletionOnce() {
        var run = MachineHarness()
        run.create([PlanTask(id: "a", uses: "x")])
        run.answer("a", .suspended(token: "tok", deadline: run.now + .seconds(60)))
        #expect(run.machine.board.status == .waiting)
        #expect(run.hasLeft)
        let completion = TaskCompletion(task: "a", tryNumber: 1, token: "tok", output: ["y": 2], failure: nil)
        var next = MachineHarness(resuming: run.events)
        next.tell(
            .resume(holder: "p2", byPerson: false), .letter(1, .completion(completion)),
            .letter(2, .completion(completion)))
        #expect(next.machine.board.status == .succeeded)
        let results = next.events.count { event in
            guard case .engine(.taskSucceeded) = event.fact else { return false }
            return true
        }
        #expect(results == 1)
    }

    @Test func aCompletionWithAForgedTokenIsNotTakenIn() {
        var run = MachineHarness()
        run.create([PlanTask(id: "a", uses: "x"), PlanTask(id: "b", uses: "x")])
        run.answer("a", .suspended(token: "tok", deadline: run.now + .seconds(60)))
        run.tell(
            .letter(
                1, .completion(TaskCompletion(task: "a", tryNumber: 1, token: "guess", output: .null, failure: nil))))
        #expect(run.status("a") == .waiting)
    }
}
