import Core
import Engine
import Testing

/// A failed try on three levels: the same again, another way, a person.
@Suite struct RecoveryTests {
    private static let busy = AgentAnswer.Outcome.failed(TaskFailure(.transient(after: .zero), "busy"))
    private static let refused = AgentAnswer.Outcome.failed(TaskFailure(.permanent, "refused"))

    private func steps(_ run: MachineHarness) -> [RecoveryStep] {
        run.facts.compactMap { fact in
            guard case .taskRerouted(_, let step, _, _) = fact else { return nil }
            return step
        }
    }

    @Test func whenTheTriesAreUsedUpAnotherModelOfTheTierIsTriedFromTheStart() {
        var run = MachineHarness(policy: .offering(.test("a", quality: 0.9), .test("b", quality: 0.8)))
        run.create([PlanTask(id: "draw", uses: "image")])
        for _ in 1...3 {
            run.answer("draw", Self.busy)
            run.tell(.tick)
        }
        #expect(steps(run) == [RecoveryStep(.modelSwap, from: "a", to: "b")])
        #expect(run.called == ["a", "a", "a", "b"])
        for _ in 1...2 {
            run.answer("draw", Self.busy)
            run.tell(.tick)
        }
        #expect(run.called == ["a", "a", "a", "b", "b", "b"], "the tries are counted anew")
        #expect(run.started.map(\.tryNumber) == [1, 2, 3, 4, 5, 6], "but no try has the number of another")
        run.answer("draw", Self.busy)
        #expect(run.status("draw") == .failed)
        #expect(run.machine.board.status == .failed)
    }

    @Test func aRefusalGoesToAnotherModelAtOnce() {
        var run = MachineHarness(policy: .offering(.test("a", quality: 0.9), .test("b", quality: 0.8)))
        run.create([PlanTask(id: "draw", uses: "image")])
        run.answer("draw", Self.refused)
        #expect(run.called == ["a", "b"])
        run.answer("draw", .done(.null), spending: Spending(settled: MicroDollars(10)))
        #expect(run.machine.board.status == .succeeded, "another model of the same tier is no shortfall")
        #expect(run.machine.board.spent == MicroDollars(10))
        #expect(run.machine.board.reserved == .zero)
    }

    @Test(arguments: [nil, "no seed is taken"])
    func aLowerTierComesAfterTheModelsOfTheTierAndItsLossIsSaid(loss: String?) {
        var run = MachineHarness(
            policy: .offering(
                .test("a", quality: 0.9), .test("dearer", .high, price: 40), .test("less", .fast, loss: loss)))
        run.create([.once("draw")])
        run.answer("draw", Self.refused)
        run.answer("draw", Self.refused)
        #expect(
            steps(run) == [
                RecoveryStep(.modelSwap, from: "a", to: "dearer"),
                RecoveryStep(.lowerQuality, from: "dearer", to: "less", loss: loss),
            ])
        run.answer("draw", .done(.null))
        #expect(run.called == ["a", "dearer", "less"])
        #expect(run.machine.board.status == (loss == nil ? .succeeded : .partial))
        #expect(run.machine.board.reason == (loss.map { "draw: \($0)" } ?? ""))
    }

    @Test func aLossThatALaterAttemptHasMadeGoodIsNoShortfall() {
        var run = MachineHarness(
            policy: EnginePolicy(offers: { order in
                [order.task.attempt == 1 ? .test("less", loss: "it is small") : .test("good")]
            }))
        let key = AssetKey("01")
        run.create([
            PlanTask(id: "draw/01", uses: "image", asset: key),
            PlanTask(id: "draw/01@2", uses: "image", needs: ["draw/01"], asset: key, attempt: 2),
        ])
        run.answer("draw/01", .done(.null))
        run.answer("draw/01@2", .done(.null))
        #expect(run.machine.board.status == .succeeded)
    }

    @Test(arguments: [(6, ["a"]), (5, ["a", "b"])] as [(Int64, [String])])
    func anotherModelIsTriedOnlyWithinTheBudget(spent: Int64, called: [String]) {
        var run = MachineHarness(policy: .offering(.test("a", quality: 0.9), .test("b", quality: 0.8, price: 40)))
        run.create([.once("draw")], budget: MicroDollars(45))
        run.answer("draw", Self.refused, spending: Spending(settled: .zero, unknown: MicroDollars(spent)))
        #expect(run.called == called, "what the failed try had reserved counts as given back")
    }

    @Test func whatHasFailedDearlyIsNotTriedOnWithoutAPerson() {
        var run = MachineHarness(policy: .offering(.test("a", quality: 0.9), .test("b", quality: 0.8)))
        run.create([.once("draw")], budget: MicroDollars(60))
        run.answer("draw", Self.refused, spending: Spending(settled: .zero, unknown: MicroDollars(11)))
        #expect(run.status("draw") == .escalated, "more than a sixth of the budget is gone in vain")
        #expect(run.machine.board["draw"]?.failure?.contains("of a budget of") == true)
    }

    @Test func afterThreeDetoursAPersonIsAsked() {
        var run = MachineHarness(policy: .offering(.test("a"), .test("b"), .test("c"), .test("d"), .test("e")))
        run.create([.once("draw")])
        for _ in 1...4 { run.answer("draw", Self.refused) }
        #expect(run.called == ["a", "b", "c", "d"])
        #expect(run.status("draw") == .escalated)
    }

    @Test func whatCostNothingIsNotReplacedByWhatDoes() {
        var run = MachineHarness(policy: .offering(.test("paid"), .test("draft", price: 0)))
        var brief = MachineHarness.charter().brief
        brief.model = "draft"
        run.create([.once("draw")], brief: brief)
        run.answer("draw", Self.refused)
        #expect(run.called == ["draft"])
        #expect(run.status("draw") == .failed)
    }

    @Test(arguments: [
        (FailurePolicy.fail, TaskStatus.failed, TaskStatus.skipped, RunStatus.failed),
        (.degrade, .failed, .running, .partial), (.skip, .skipped, .running, .succeeded),
    ])
    func theTasksOwnPolicySaysWhatItsFailureMeans(
        policy: FailurePolicy, task: TaskStatus, next: TaskStatus, end: RunStatus
    ) {
        var run = MachineHarness()
        run.create([
            PlanTask(id: "music", uses: "music", onFailure: policy),
            PlanTask(id: "cut", uses: "cut", needs: ["music"]),
        ])
        run.answer("music", Self.refused, spending: Spending(settled: MicroDollars(3)))
        #expect(run.status("music") == task)
        #expect(run.machine.board.spent == MicroDollars(3), "what it cost is booked whatever follows")
        #expect(run.status("cut") == next)
        if next == .running { run.answer("cut", .done(.null)) }
        #expect(run.machine.board.status == end)
    }

    @Test func aTaskThatIsToAskWaitsForAPerson() {
        var run = MachineHarness(policy: .offering(.test("a")))
        run.create([.once("draw", onFailure: .ask)])
        run.answer("draw", Self.busy)
        #expect(run.status("draw") == .escalated)
        #expect(run.machine.board.status == .waiting)
    }

    @Test func whatOnlyAPersonCanMendGoesToAPersonAtOnce() {
        var run = MachineHarness(policy: .offering(.test("a"), .test("b")))
        run.create([PlanTask(id: "draw", uses: "image")])
        run.answer("draw", .failed(TaskFailure(.needsPerson, "the disk is full")))
        #expect(run.status("draw") == .escalated)
        #expect(run.called == ["a"])
    }

    @Test(arguments: [(UnknownOutcomePolicy.ask, TaskStatus.escalated), (.skip, .failed)])
    func anUnknownOutcomeIsNotPaidForAgainWithAnotherModel(policy: UnknownOutcomePolicy, status: TaskStatus) {
        var run = MachineHarness(policy: .offering(.test("a"), .test("b"), unknownOutcome: policy))
        run.create([PlanTask(id: "draw", uses: "image")])
        run.answer("draw", .failed(TaskFailure(.unknownOutcome, "cut")))
        #expect(run.called == ["a"])
        #expect(run.status("draw") == status)
        #expect(run.machine.board.unknown == MicroDollars(10))
    }

    @Test func aRunThatIsTakenUpGoesOnWithTheModelOfItsDetour() {
        let policy = EnginePolicy.offering(.test("a", quality: 0.9), .test("b", quality: 0.8))
        var run = MachineHarness(policy: policy)
        run.create([PlanTask(id: "draw", uses: "image")])
        run.answer("draw", Self.refused)
        run.answer("draw", Self.busy)
        var next = MachineHarness(resuming: run.events, policy: policy)
        next.tell(.resume(holder: "p2", byPerson: true), .tick)
        #expect(next.called == ["b"])
    }
}
