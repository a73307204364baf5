import Core
import Engine
import Testing

/// What is made again after a decision, one after the other: the engine asks what comes next until there is nothing more.
@Suite struct AgainTests {
    private static let chain: JSONValue = [
        ["id": "draw", "uses": "paid", "needs": [], "parameters": [:]],
        ["id": "review", "uses": "review", "needs": ["draw"], "parameters": [:]],
    ]

    private static func plan() -> [PlanTask] {
        let pictures = ["01", "02", "03"].flatMap { name -> [PlanTask] in
            [
                PlanTask(id: TaskID("draw/\(name)"), uses: "paid", asset: AssetKey(name)),
                PlanTask(
                    id: TaskID("review/\(name)"), uses: "review", needs: [TaskID("draw/\(name)")],
                    asset: AssetKey(name), parameters: ["regenerates": chain]),
            ]
        }
        let film = PlanTask(
            id: "film/film", uses: "film", needs: ["review/01", "review/02", "review/03"], gathers: true,
            asset: AssetKey("film"), onFailure: .degrade, checkpoint: "videos")
        return pictures + [film]
            + [PlanTask(id: "deliver", uses: "deliver", needs: ["film/film"], gathers: true, checkpoint: "delivery")]
    }

    /// Each asset by the one before, all of them behind what was sent back, and the film in the end.
    private static func policy(price: MicroDollars = .zero, ownApproval: Bool = true) -> EnginePolicy {
        let usual = GatedRun.policy(price: price) { $0.mayApproveOwn = ownApproval }
        let order = ["01", "02", "03", "film"].map { AssetKey($0) }
        return EnginePolicy(
            offers: usual.offers, gates: usual.gates,
            again: { _, remake in
                let first = remake.sentBack.first ?? remake.records.first?.payload["key"]?.string.map { AssetKey($0) }
                guard let first, let start = order.firstIndex(of: first) else { return [] }
                let from = remake.sentBack.isEmpty ? start + 1 : start
                return Array(order[from...].filter { !remake.made.contains($0) }.prefix(1))
            })
    }

    private static func waiting(_ policy: EnginePolicy) -> MachineHarness {
        var run = MachineHarness(policy: policy)
        run.create(plan())
        for name in ["01", "02", "03"] {
            run.answer(TaskID("draw/\(name)"), .done(["sha256": "aa"]))
            run.answer(TaskID("review/\(name)"), .done(.null))
        }
        run.answer("film/film", .done(.null))
        return run
    }

    private static func deciding(
        _ kind: DecisionKind, _ assets: [AssetKey], records: [RoomFact] = [], by: Decider = GatedRun.bob,
        _ policy: EnginePolicy = policy()
    ) throws -> MachineHarness {
        let stopped = waiting(policy)
        let gate = try #require(stopped.machine.board.openGates.first?.gate)
        var run = MachineHarness(resuming: stopped.events, policy: policy)
        let decision = Decision(
            gate: gate.id, kind: kind, by: by, shown: gate.shown, notes: kind == .revise ? "more fog" : nil,
            assets: assets, records: records)
        run.tell(.resume(holder: "p2", byPerson: false), .letter(1, .decision(decision)))
        return run
    }

    @Test func whatFollowsComesAfterWhatItFollows() throws {
        var run = try Self.deciding(.revise, [AssetKey("02")])
        #expect(run.startedIDs == ["draw/02@2"] && run.started.last?.guidance == ["more fog"])
        run.answer("draw/02@2", .done(["sha256": "bb"]))
        #expect(run.startedIDs.last == "review/02@2" && run.status("draw/03@2") == nil)
        // Whoever goes on with it goes on there.
        run = MachineHarness(resuming: run.events, policy: Self.policy())
        run.tell(.resume(holder: "p3", byPerson: false))
        run.answer("review/02@2", .done(.null))
        #expect(run.startedIDs.last == "draw/03@2" && run.started.last?.guidance == [], "the notes were about 02")
        run.answer("draw/03@2", .done(["sha256": "cc"]))
        run.answer("review/03@2", .done(.null))
        #expect(run.startedIDs.last == "film/film@2" && run.machine.board.openGates.isEmpty)
        run.answer("film/film@2", .done(.null))
        let gate = try #require(run.machine.board.openGates.first?.gate)
        #expect(gate.id == "approval/deliver#2" && !run.machine.board.tasks.contains { $0.task.attempt > 2 })
        #expect(!run.machine.board.tasks.contains { $0.task.id == "draw/01@2" })
        #expect(run.machine.board == Blackboard(run: MachineHarness.run, events: run.events))
    }

    @Test func whatComesToNothingIsNotMadeASecondTime() throws {
        var run = try Self.deciding(.reject, [AssetKey("03")])
        run.answer("draw/03@2", .failed(TaskFailure(.permanent, "refused")))
        #expect(run.startedIDs.last == "film/film@2")
        run.answer("film/film@2", .failed(TaskFailure(.permanent, "no")))
        #expect(run.machine.board.openGates.first?.gate.id == "approval/deliver#2")
        #expect(!run.machine.board.tasks.contains { $0.task.attempt > 2 })
    }

    @Test func anotherDecisionHasItMadeOnceMore() throws {
        var run = try Self.deciding(.reject, [AssetKey("03")])
        run.answer("draw/03@2", .done(.null))
        run.answer("review/03@2", .done(.null))
        run.answer("film/film@2", .done(.null))
        let gate = try #require(run.machine.board.openGates.first?.gate)
        run = MachineHarness(resuming: run.events, policy: Self.policy())
        let again = Decision(
            gate: gate.id, kind: .reject, by: GatedRun.bob, shown: gate.shown, assets: [AssetKey("03")])
        run.tell(.resume(holder: "p3", byPerson: false), .letter(2, .decision(again)))
        #expect(run.startedIDs == ["draw/03@3"])
    }

    @Test func approvingHasNothingMadeAgain() throws {
        let run = try Self.deciding(.approve, [])
        #expect(run.startedIDs == ["deliver"])
    }

    private static let brought = RoomFact(type: "asset.supplied", payload: ["key": "02"])

    @Test func whatIsBroughtHasTheOthersMadeToGoWithIt() throws {
        let run = try Self.deciding(.supply, [AssetKey("02")], records: [Self.brought])
        #expect(run.startedIDs == ["draw/03@2"])
    }

    @Test func whoMayNotApproveTheirOwnSpendingMayNotBringWhatCostsMore() throws {
        let paid = Self.policy(price: MicroDollars(5), ownApproval: false)
        var run = try Self.deciding(.supply, [], records: [Self.brought], by: GatedRun.ada, paid)
        #expect(run.startedIDs.isEmpty && run.facts.contains { if case .decisionRefused = $0 { true } else { false } })
        let last = RoomFact(type: "asset.supplied", payload: ["key": "03"])
        run = try Self.deciding(.supply, [], records: [last], by: GatedRun.ada, paid)
        #expect(run.startedIDs == ["film/film@2"], "the film costs nothing")
    }

    // MARK: What is no asset

    private static let storyboard = [
        PlanTask(id: "arc", uses: "arc"),
        PlanTask(id: "optimise/01", uses: "optimise", needs: ["arc"], asset: AssetKey("01")),
        PlanTask(id: "fetch", uses: "fetch"),
        PlanTask(
            id: "group", uses: "group", needs: ["arc", "optimise/01", "fetch"], gathers: true,
            checkpoint: "delivery", parameters: ["revises": "arc"]),
        PlanTask(id: "draw/01", uses: "image", needs: ["arc", "group"], asset: AssetKey("01")),
    ]

    @Test func aTaskThatIsSentBackIsDoneAgainWithWhatGoesByIt() throws {
        var run = MachineHarness(policy: Self.policy())
        run.create(Self.storyboard)
        for id: TaskID in ["arc", "fetch", "optimise/01"] { run.answer(id, .done(.null)) }
        for attempt in 2...3 {
            let gate = try #require(run.machine.board.openGates.first?.gate)
            #expect(gate.options.contains(.revise) && gate.task == "group")
            run = MachineHarness(resuming: run.events, policy: Self.policy())
            let named = Decision(
                gate: gate.id, kind: .reject, by: GatedRun.bob, shown: gate.shown, assets: [AssetKey("01")])
            let meant = Decision(
                gate: gate.id, kind: .revise, by: GatedRun.bob, shown: gate.shown, notes: "no owl \(attempt)")
            run.tell(
                .resume(holder: "p2", byPerson: false), .letter(2 * attempt, .decision(named)),
                .letter(2 * attempt + 1, .decision(meant)))
            #expect(run.startedIDs == [TaskID("arc@\(attempt)")] && run.started[0].guidance == ["no owl \(attempt)"])
            run.answer(TaskID("arc@\(attempt)"), .done(.null))
            #expect(run.startedIDs.last == TaskID("optimise/01@\(attempt)") && run.started.last?.guidance == [])
            run.answer(TaskID("optimise/01@\(attempt)"), .done(.null))
        }
        let gate = try #require(run.machine.board.openGates.first?.gate)
        run = MachineHarness(resuming: run.events, policy: Self.policy())
        run.tell(
            .resume(holder: "p2", byPerson: false),
            .letter(9, .decision(Decision(gate: gate.id, kind: .approve, by: GatedRun.bob, shown: gate.shown))))
        #expect(run.startedIDs == ["group"] && run.started[0].guidance == [], "what was said was about the telling")
        run.answer("group", .done(.null))
        #expect(run.startedIDs.last == "draw/01")
        #expect(run.machine.board == Blackboard(run: MachineHarness.run, events: run.events))
    }

    @Test func aDecisionSaysWhatItSentBack() throws {
        let run = try Self.deciding(.reject, [])
        let decision = run.machine.board.gates.first { $0.status == .decided }?.decision
        #expect(decision?.assets == ["01", "02", "03"].map { AssetKey($0) })
    }
}
