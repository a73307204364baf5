import Core
import Engine
import Testing

/// Checkpoints: a run stands there until a person has looked at what is shown.
@Suite struct CheckpointTests {
    @Test func aCheckpointStopsTheRunUntilItIsApproved() throws {
        let stopped = GatedRun.waiting()
        let gate = try #require(stopped.machine.board.openGates.first?.gate)
        #expect(gate.id == "approval/deliver")
        #expect(stopped.status("deliver") == .waiting && stopped.machine.board.status == .waiting && stopped.hasLeft)
        var run = GatedRun.resumed(stopped)
        #expect(run.startedIDs.isEmpty && run.hasLeft)
        run = MachineHarness(resuming: run.events, policy: GatedRun.policy())
        run.tell(
            .resume(holder: "p3", byPerson: false),
            .letter(1, .decision(Decision(gate: gate.id, kind: .approve, by: GatedRun.bob, shown: gate.shown))))
        #expect(run.startedIDs == ["deliver"])
        run.answer("deliver", .done(.null))
        #expect(run.machine.board.status == .succeeded)
        let state = try #require(run.machine.board.gate(gate.id))
        #expect(state.status == .decided && state.decision?.by == GatedRun.bob)
        #expect(run.machine.board == Blackboard(run: MachineHarness.run, events: run.events))
    }

    @Test func aCheckpointThatIsNotOnStopsNothing() {
        var run = MachineHarness(policy: GatedRun.policy([]))
        run.create(GatedRun.plan)
        run.answer("draw/01", .done(.null))
        #expect(run.startedIDs == ["draw/01", "deliver"])
    }

    @Test func whatWasApprovedMustBeApprovedAnewWhenItChanges() throws {
        let policy = GatedRun.policy()
        var run = GatedRun.resumed(GatedRun.waiting())
        let gate = try #require(run.machine.board.openGates.first?.gate)
        let file = RoomFact(type: "asset.produced", payload: ["key": "01"])
        let changing = EnginePolicy(
            gates: policy.gates, subject: { ["records": .integer(Int64($0.records.count))] })
        run = MachineHarness(resuming: run.events, policy: changing)
        // What the gate shows is reckoned differently now: it is void, and another opens in its place.
        run.tell(.resume(holder: "p3", byPerson: false))
        let second = try #require(run.machine.board.openGates.first?.gate)
        #expect(run.machine.board.gate(gate.id)?.status == .void)
        #expect(second.id == "approval/deliver#2")
        run = MachineHarness(resuming: run.events, policy: changing)
        run.tell(
            .resume(holder: "p4", byPerson: false),
            .letter(
                1,
                .decision(
                    Decision(gate: second.id, kind: .supply, by: GatedRun.ada, shown: second.shown, records: [file])))
        )
        let third = try #require(run.machine.board.openGates.first?.gate)
        #expect(third.id == "approval/deliver#3" && third.shown != second.shown)
        #expect(run.machine.board.records == [file])
        #expect(run.startedIDs.isEmpty)
    }

    @Test func aRevisionHasTheAssetsMadeAgainWithTheNotes() throws {
        let chain: JSONValue = [
            [
                "id": "draw", "uses": "image", "needs": [], "parameters": [:],
            ], ["id": "review", "uses": "review", "needs": ["draw"], "parameters": [:]],
        ]
        let plan = [
            PlanTask(id: "draw/01", uses: "image", asset: AssetKey("01")),
            PlanTask(
                id: "review/01", uses: "review", needs: ["draw/01"], asset: AssetKey("01"),
                parameters: ["regenerates": chain]),
            PlanTask(id: "deliver", uses: "deliver", needs: ["review/01"], gathers: true, checkpoint: "delivery"),
        ]
        var run = MachineHarness(policy: GatedRun.policy())
        run.create(plan)
        run.answer("draw/01", .done(.null))
        run.answer("review/01", .done(.null))
        let gate = try #require(run.machine.board.openGates.first?.gate)
        var silent = MachineHarness(resuming: run.events, policy: GatedRun.policy())
        let wordless = Decision(gate: gate.id, kind: .revise, by: GatedRun.bob, shown: gate.shown)
        silent.tell(.resume(holder: "p2", byPerson: false), .letter(1, .decision(wordless)))
        #expect(
            silent.facts.contains {
                if case .decisionRefused(_, let why) = $0 { why.contains("needs notes") } else { false }
            })
        run = MachineHarness(resuming: run.events, policy: GatedRun.policy())
        run.tell(
            .resume(holder: "p2", byPerson: false),
            .letter(
                1,
                .decision(
                    Decision(gate: gate.id, kind: .revise, by: GatedRun.bob, shown: gate.shown, notes: "more fog"))))
        #expect(run.startedIDs == ["draw/01@2"])
        #expect(run.started.last?.guidance == ["more fog"])
        #expect(run.started.last?.seed != nil)
        #expect(run.status("deliver") == .pending)
        run.answer("draw/01@2", .done(["sha256": "bb"]))
        run.answer("review/01@2", .done(["score": 90]))
        let second = try #require(run.machine.board.openGates.first?.gate)
        #expect(second.id == "approval/deliver#2")
        #expect(run.machine.board == Blackboard(run: MachineHarness.run, events: run.events))
    }

    @Test func anAttemptBeyondTheBriefsHasASeedOfItsOwn() {
        var run = MachineHarness()
        run.create([PlanTask(id: "draw/01@9", uses: "image", asset: AssetKey("01"), attempt: 9)])
        #expect(run.started.first?.seed != nil)
    }

    @Test func aRevisionOfWhatCannotBeMadeAgainDoesNotEndTheRun() throws {
        let stopped = GatedRun.waiting()
        let gate = try #require(stopped.machine.board.openGates.first?.gate)
        var run = MachineHarness(resuming: stopped.events, policy: GatedRun.policy())
        let decision = Decision(gate: gate.id, kind: .revise, by: GatedRun.bob, shown: gate.shown, notes: "bluer")
        run.tell(.resume(holder: "p2", byPerson: false), .letter(1, .decision(decision)))
        #expect(run.machine.board.openGates.count == 1 && !run.machine.board.isCancelling)
        guard case .decisionRefused(_, let reason)? = run.facts.last(where: { $0.isRefusal }) else {
            Testing.Issue.record("nothing was refused")
            return
        }
        #expect(reason.contains("can't be decided here"))
        #expect(gate.options == [.approve, .supply, .end])
    }
}

extension EngineFact {
    fileprivate var isRefusal: Bool {
        if case .decisionRefused = self { true } else { false }
    }
}
