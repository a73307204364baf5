import Core
import Engine
import Testing

/// The gate at the ceiling of a budget.
@Suite struct BudgetGateTests {
    @Test func atTheCeilingTheRunKeepsWhatItHasAndAsks() throws {
        let policy = GatedRun.policy([], price: MicroDollars(40))
        var run = MachineHarness(policy: policy)
        run.create(
            [
                PlanTask(id: "draw/01", uses: "paid", asset: AssetKey("01")),
                PlanTask(id: "draw/02", uses: "paid", asset: AssetKey("02")),
                PlanTask(id: "deliver", uses: "deliver", needs: ["draw/01", "draw/02"], gathers: true),
            ], budget: MicroDollars(50))
        #expect(run.startedIDs == ["draw/01"])
        run.answer("draw/01", .done(.null), spending: Spending(settled: MicroDollars(40)))
        let gate = try #require(run.machine.board.openGates.first?.gate)
        #expect(gate.kind == .budget && run.hasLeft && run.machine.board.status == .waiting)
        for (kind, amount) in [(DecisionKind.budget, 80), (.budget, 10), (.accept, 0)] {
            var next = MachineHarness(resuming: run.events, policy: policy)
            next.tell(
                .resume(holder: "p2", byPerson: false),
                .letter(
                    1,
                    .decision(
                        Decision(
                            gate: gate.id, kind: kind, by: GatedRun.bob, shown: gate.shown,
                            amount: MicroDollars(Int64(amount))))))
            switch (kind, amount) {
            case (.budget, 80): #expect(next.startedIDs == ["draw/02"] && next.machine.board.budget == MicroDollars(80))
            case (.budget, _): #expect(next.startedIDs.isEmpty && next.machine.board.budget == MicroDollars(50))
            default: #expect(next.status("draw/02") == .failed && next.startedIDs == ["deliver"])
            }
            #expect(next.machine.board == Blackboard(run: MachineHarness.run, events: next.events))
        }
    }

    @Test func theBudgetIsRaisedWithoutAGateToo() throws {
        let policy = GatedRun.policy([], price: MicroDollars(40))
        var run = MachineHarness(policy: policy)
        run.create([PlanTask(id: "draw/01", uses: "paid")], budget: MicroDollars(5))
        run = MachineHarness(resuming: run.events, policy: policy)
        run.tell(.resume(holder: "p2", byPerson: false), .letter(3, .budget(MicroDollars(60), by: GatedRun.bob)))
        #expect(run.startedIDs == ["draw/01"] && run.machine.board.openGates.isEmpty)
    }

    @Test func aBudgetThatIsNotTakenIsRefusedWithItsReason() {
        let policy = GatedRun.policy([], price: MicroDollars(40)) { $0.mayApproveOwn = false }
        var run = MachineHarness(policy: policy)
        run.create([PlanTask(id: "draw/01", uses: "paid")], budget: MicroDollars(5))
        run = MachineHarness(resuming: run.events, policy: policy)
        let own = Decider(source: .terminal, login: "Ada")
        run.tell(.resume(holder: "p2", byPerson: false), .letter(3, .budget(MicroDollars(60), by: own)))
        #expect(run.startedIDs.isEmpty && run.machine.board.budget == MicroDollars(5))
        let reasons = run.facts.compactMap { fact in
            if case .decisionRefused(let decision, let reason) = fact, decision.by == own { reason } else { nil }
        }
        #expect(reasons.count == 1 && reasons[0].contains("another person"))
    }
}
