import Core
import Engine
import Testing

/// Plans, answers and sums at the edge of what is allowed.
@Suite struct OddPlanTests {
    @Test func aPlanWithoutTasksEndsAtOnce() {
        var run = MachineHarness()
        run.create([])
        #expect(run.machine.board.status == .succeeded)
        #expect(run.hasLeft)
    }

    @Test func aTaskThatStandsTwiceInAPlanIsOne() {
        var run = MachineHarness()
        run.create([PlanTask(id: "a", uses: "x"), PlanTask(id: "a", uses: "x")])
        #expect(run.startedIDs == ["a"])
        run.answer("a", .done(.null))
        #expect(run.machine.board.status == .succeeded)
        #expect(run.machine.board.tasks.count == 1)
    }

    @Test func aTaskThatIsSpawnedTwiceIsOne() {
        var run = MachineHarness()
        run.create([PlanTask(id: "a", uses: "x"), PlanTask(id: "after", uses: "x", needs: ["a"])])
        let child = PlanTask(id: "child", uses: "x")
        run.answer("a", .spawn([child, child, PlanTask(id: "a", uses: "x")], output: .null))
        run.answer("child", .done(.null))
        #expect(run.status("a") == .succeeded)
        run.answer("after", .done(.null))
        #expect(run.machine.board.status == .succeeded)
    }

    @Test func aSpawnThatAnswersACancelAddsNothing() {
        var run = MachineHarness()
        run.create([PlanTask(id: "a", uses: "x")])
        run.tell(.cancel(reason: "no", by: "ada"))
        run.answer("a", .spawn([PlanTask(id: "child", uses: "x")], output: .null))
        #expect(run.machine.board.status == .cancelled)
        #expect(run.machine.board["child"] == nil)
    }

    @Test func aParentWhoseChildrenAreAllSkippedOrFailedStillEnds() {
        var run = MachineHarness()
        run.create([PlanTask(id: "a", uses: "x")])
        run.answer(
            "a", .spawn([PlanTask(id: "b", uses: "x"), PlanTask(id: "c", uses: "x", needs: ["b"])], output: .null))
        run.answer("b", .failed(TaskFailure(.permanent, "no")))
        #expect(run.status("c") == .skipped)
        #expect(run.status("a") == .succeeded)
        #expect(run.machine.board.status == .partial)
        #expect(run.machine.board.reason.contains("no"))
    }

    @Test func aCallWithAnUnknownOutcomeCountsAsSpent() {
        let policy = EnginePolicy(unknownOutcome: .skip, price: { _ in MicroDollars(9) }, isRepeatable: { _ in false })
        var run = MachineHarness(policy: policy)
        run.create([PlanTask(id: "a", uses: "paid")])
        run.answer("a", .failed(TaskFailure(.unknownOutcome, "the connection broke")))
        #expect(run.machine.board.unknown == MicroDollars(9))
        #expect(run.machine.board.reserved == .zero)
    }

    @Test func anUnknownOutcomeThatTheAgentHasPricedIsNotCountedTwice() {
        let policy = EnginePolicy(unknownOutcome: .again, price: { _ in MicroDollars(9) }, isRepeatable: { _ in false })
        var run = MachineHarness(policy: policy)
        run.create([PlanTask(id: "a", uses: "paid")])
        run.answer(
            "a", .failed(TaskFailure(.unknownOutcome, "the connection broke")),
            spending: Spending(settled: .zero, unknown: MicroDollars(4)))
        #expect(run.machine.board.unknown == MicroDollars(4))
    }

    @Test func anItemOfABatchIsDrawnFromItsOwnSeed() throws {
        let own = try #require(Seed(77))
        var brief = Brief(prompt: "", seed: Seed(hashing: "test"), outputPath: "assets/test/")
        brief.items = [
            BatchItem(key: AssetKey("one"), prompt: "a fox"),
            BatchItem(key: AssetKey("two"), prompt: "a hen", seed: own),
        ]
        let plan = brief.items.map { PlanTask(id: TaskID("draw/\($0.key)"), uses: "x", asset: $0.key) }
        var machine = RunMachine(board: Blackboard(run: MachineHarness.run), policy: EnginePolicy())
        let step = machine.create(MachineHarness.charter(brief), plan: plan, at: Timestamp(milliseconds: 1))
        let seeds = step.actions.compactMap { action in
            if case .start(let order) = action { order.seed } else { nil }
        }
        #expect(seeds == [brief.seed, own])
    }

    @Test func fiveHundredChainsEndWithOneDelivery() {
        var run = MachineHarness(policy: EnginePolicy(concurrency: 5))
        let keys = (1...500).map { "item-\($0)" }
        run.create(
            keys.flatMap { key in
                [
                    PlanTask(id: TaskID("draw/\(key)"), uses: "x"),
                    PlanTask(id: TaskID("review/\(key)"), uses: "x", needs: [TaskID("draw/\(key)")]),
                ]
            } + [PlanTask(id: "deliver", uses: "x", needs: keys.map { TaskID("review/\($0)") }, gathers: true)])
        var next = 0
        while next < run.started.count {
            #expect(run.machine.board.tasks.count { $0.status == .running } <= 5)
            run.answer(run.started[next].task.id, .done(.null))
            next += 1
        }
        #expect(run.machine.board.status == .succeeded)
        #expect(run.startedIDs.count == 1001)
        #expect(Set(run.startedIDs).count == 1001)
    }
}
