import Core
import Engine
import Testing

/// A person after the first two levels of recovery.
@Suite struct HumanReviewTests {
    @Test(arguments: DecisionKind.allCases) func aHumanReviewIsDecided(kind: DecisionKind) throws {
        var run = MachineHarness(policy: GatedRun.policy([]))
        run.create([
            PlanTask(id: "draw/01", uses: "image", asset: AssetKey("01"), retry: RetryPolicy(tries: 1)),
            PlanTask(id: "draw/02", uses: "image", asset: AssetKey("02")),
            PlanTask(id: "deliver", uses: "deliver", needs: ["draw/01", "draw/02"], gathers: true),
        ])
        run.answer("draw/01", .failed(TaskFailure(.needsPerson, "the service wants a new contract")))
        run.answer("draw/02", .done(.null))
        let gate = try #require(run.machine.board.openGates.first?.gate)
        #expect(gate.kind == .humanReview && gate.task == "draw/01" && run.hasLeft)
        run = MachineHarness(resuming: run.events, policy: GatedRun.policy([]))
        let file = RoomFact(type: "asset.produced", payload: ["key": "01"])
        run.tell(
            .resume(holder: "p2", byPerson: false),
            .letter(
                1,
                .decision(
                    Decision(
                        gate: gate.id, kind: kind, by: GatedRun.bob, shown: gate.shown, notes: "smaller",
                        amount: MicroDollars(5), records: kind == .supply ? [file] : []))))
        switch kind {
        case .approve: #expect(run.startedIDs == ["draw/01"] && run.started[0].guidance.isEmpty)
        case .revise: #expect(run.started.first?.guidance == ["smaller"])
        case .reject, .accept:
            #expect(run.status("draw/01") == .failed && run.startedIDs == ["deliver"])
            run.answer("deliver", .done(.null))
            #expect(run.machine.board.status == .partial)
        case .supply:
            #expect(run.status("draw/01") == .succeeded && run.startedIDs == ["deliver"])
            #expect(run.machine.board.records == [file])
        case .end: #expect(run.machine.board.status == .cancelled && run.machine.board.openGates.isEmpty)
        case .budget: #expect(run.machine.board.openGates.map(\.gate.id) == [gate.id])
        }
        #expect(run.machine.board == Blackboard(run: MachineHarness.run, events: run.events))
    }

    @Test func resumingByHandTriesAgainWhatAPersonMended() {
        var run = MachineHarness(policy: GatedRun.policy([]))
        run.create([PlanTask(id: "deliver", uses: "deliver")])
        run.answer("deliver", .failed(TaskFailure(.needsPerson, "the branch is protected")))
        #expect(run.machine.board.openGates.count == 1)
        run = MachineHarness(resuming: run.events, policy: GatedRun.policy([]))
        run.tell(.resume(holder: "p2", byPerson: true))
        #expect(run.machine.board.openGates.isEmpty)
        run.tell(.tick)
        #expect(run.startedIDs == ["deliver"])
    }

    @Test func aReviewNamesThePriceOfTheModelThatIsCalledNext() throws {
        let offers = [("dear", QualityTier.balanced, 40), ("cheap", .fast, 5)].map { model, tier, price in
            ModelOffer(
                model: model, provider: "p", tier: tier, quality: 1, price: MicroDollars(Int64(price)),
                isRepeatable: false)
        }
        let policy = EnginePolicy(offers: { _ in offers }, gates: GatePolicy())
        var run = MachineHarness(policy: policy)
        run.create([PlanTask(id: "draw/01", uses: "paid", onFailure: .ask)])
        run.answer("draw/01", .failed(TaskFailure(.permanent, "no")))
        run.answer("draw/01", .failed(TaskFailure(.permanent, "no")))
        #expect(run.called == ["dear", "cheap"])
        let gate = try #require(run.machine.board.openGates.first?.gate)
        #expect(gate.costImpact == MicroDollars(40))
        run = MachineHarness(resuming: run.events, policy: policy)
        let decision = Decision(gate: gate.id, kind: .approve, by: GatedRun.bob, shown: gate.shown)
        run.tell(.resume(holder: "p2", byPerson: false), .letter(1, .decision(decision)))
        #expect(run.called == ["dear"])
    }
}
