import Core
import Engine
import Testing

/// What is asked before anything is made.
@Suite struct FirstGateTests {
    /// Whoever sends a plan back has not approved what it costs.
    @Test func aPlanThatIsSentBackIsAskedAboutAnew() throws {
        let policy = GatedRun.policy(["plan"])
        var run = MachineHarness(policy: policy)
        run.create(GatedRun.plan)
        let first = try #require(run.machine.board.openGates.first?.gate)
        run = MachineHarness(resuming: run.events, policy: policy)
        let sentBack = Decision(gate: first.id, kind: .revise, by: GatedRun.bob, shown: first.shown, notes: "bluer")
        run.tell(.resume(holder: "p2", byPerson: false), .letter(1, .decision(sentBack)))
        #expect(run.startedIDs.isEmpty && run.machine.board.status == .waiting)
        let second = try #require(run.machine.board.openGates.first?.gate)
        #expect(second.id == "approval#2" && second.shown != first.shown)
        run = MachineHarness(resuming: run.events, policy: policy)
        let approved = Decision(gate: second.id, kind: .approve, by: GatedRun.bob, shown: second.shown)
        run.tell(.resume(holder: "p3", byPerson: false), .letter(2, .decision(approved)))
        #expect(run.startedIDs == ["draw/01"] && run.started.first?.guidance == ["bluer"])
    }

    @Test func theBriefsQuestionsAndThePlanComeFirst() throws {
        let policy = GatedRun.policy(["plan"]) { $0.questions = ["Three pictures or one?"] }
        var run = MachineHarness(policy: policy)
        run.create(GatedRun.plan)
        #expect(run.machine.board.openGates.map(\.gate.kind) == [.clarification, .approval])
        #expect(run.startedIDs.isEmpty && run.hasLeft && run.machine.board.status == .waiting)
        let gates = run.machine.board.openGates.map(\.gate)
        run = MachineHarness(resuming: run.events, policy: policy)
        run.tell(
            .resume(holder: "p2", byPerson: false),
            .letter(
                1,
                .decision(
                    Decision(gate: gates[0].id, kind: .revise, by: GatedRun.bob, shown: gates[0].shown, notes: "three"))
            ))
        #expect(run.startedIDs.isEmpty)
        run = MachineHarness(resuming: run.events, policy: policy)
        run.tell(
            .resume(holder: "p3", byPerson: false),
            .letter(2, .decision(Decision(gate: gates[1].id, kind: .approve, by: GatedRun.bob, shown: gates[1].shown))))
        #expect(run.startedIDs == ["draw/01"] && run.started.first?.guidance == ["three"])
    }
}
