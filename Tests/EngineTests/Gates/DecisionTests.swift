import Core
import Engine
import Testing

/// What a decision binds, and who may make it.
@Suite struct DecisionTests {
    @Test(
        arguments: [
            ("other", DecisionKind.approve, nil, "is not what the gate shows"),
            (nil, .accept, nil, "can't be decided here"), (nil, .revise, "bluer", "can't be decided here"),
            (nil, .supply, nil, "no file"),
        ] as [(String?, DecisionKind, String?, String)])
    func aDecisionThatBindsNothingIsRefusedWithItsReason(
        shown: String?, kind: DecisionKind, notes: String?, words: String
    ) throws {
        var run = GatedRun.resumed(GatedRun.waiting())
        let gate = try #require(run.machine.board.openGates.first?.gate)
        let before = run.machine.board.gates
        run = MachineHarness(resuming: run.events, policy: GatedRun.policy())
        run.tell(
            .resume(holder: "p3", byPerson: false),
            .letter(
                1,
                .decision(
                    Decision(gate: gate.id, kind: kind, by: GatedRun.ada, shown: shown ?? gate.shown, notes: notes))))
        guard case .engine(.decisionRefused(_, let reason))? = run.events.last(where: { $0.actor == "ada" })?.fact
        else {
            Issue.record("not refused")
            return
        }
        #expect(reason.contains(words), "\(reason)")
        #expect(run.machine.board.gates == before)
    }

    @Test func theSecondOfTwoPeopleIsToldWhoWasFirst() throws {
        var run = GatedRun.resumed(GatedRun.waiting())
        let gate = try #require(run.machine.board.openGates.first?.gate)
        run = MachineHarness(resuming: run.events, policy: GatedRun.policy())
        run.tell(
            .resume(holder: "p3", byPerson: false),
            .letter(1, .decision(Decision(gate: gate.id, kind: .approve, by: GatedRun.ada, shown: gate.shown))),
            .letter(2, .decision(Decision(gate: gate.id, kind: .end, by: GatedRun.bob, shown: gate.shown))))
        #expect(run.startedIDs == ["deliver"])
        #expect(
            run.events.contains {
                if case .engine(.decisionRefused(_, let reason)) = $0.fact { return reason.contains("by ada") }
                return false
            })
    }

    @Test func noOneApprovesTheirOwnSpendingWhereSettingsSaySo() throws {
        let policy = GatedRun.policy { $0.mayApproveOwn = false }
        var run = GatedRun.resumed(GatedRun.waiting(policy), policy)
        let gate = try #require(run.machine.board.openGates.first?.gate)
        run = MachineHarness(resuming: run.events, policy: policy)
        run.tell(
            .resume(holder: "p3", byPerson: false),
            .letter(1, .decision(Decision(gate: gate.id, kind: .approve, by: GatedRun.ada, shown: gate.shown))),
            .letter(2, .decision(Decision(gate: gate.id, kind: .approve, by: GatedRun.bob, shown: gate.shown))))
        #expect(run.machine.board.gate(gate.id)?.decision?.by == GatedRun.bob)
        #expect(run.startedIDs == ["deliver"])
    }

    @Test func nothingIsDecidedOnceTheRunIsBeingEnded() throws {
        let policy = GatedRun.policy(["delivery"]) { $0.reminders = nil }
        let stopped = GatedRun.waiting(policy)
        let gate = try #require(stopped.machine.board.openGates.first?.gate)
        var run = MachineHarness(resuming: stopped.events, policy: policy)
        let end = Decision(gate: gate.id, kind: .end, by: GatedRun.ada, shown: gate.shown)
        let approve = Decision(gate: gate.id, kind: .approve, by: GatedRun.bob, shown: gate.shown)
        run.tell(
            .resume(holder: "p2", byPerson: false), .letter(1, .decision(end)), .letter(2, .decision(approve)))
        #expect(run.machine.board.status == .cancelled)
        #expect(run.status("deliver") == .cancelled)
    }
}
