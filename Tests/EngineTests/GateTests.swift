import Core
import Engine
import Testing

/// Where a run waits for a person, and what decisions bind.
@Suite struct GateTests {
    private static func policy(
        _ checkpoints: Set<String> = ["delivery"], price: MicroDollars = .zero,
        change: (inout GatePolicy) -> Void = { _ in }
    ) -> EnginePolicy {
        var gates = GatePolicy()
        gates.checkpoints = checkpoints
        change(&gates)
        return EnginePolicy(
            offers: { order in
                guard order.task.uses == "paid" else { return nil }
                return [
                    ModelOffer(
                        model: "m", provider: "p", tier: .high, quality: 1, price: price, isRepeatable: false)
                ]
            }, gates: gates)
    }

    private static let plan = [
        PlanTask(id: "draw/01", uses: "image", asset: AssetKey("01")),
        PlanTask(id: "deliver", uses: "deliver", needs: ["draw/01"], gathers: true, checkpoint: "delivery"),
    ]
    private static let ada = Decider(source: .terminal, login: "ada")
    private static let bob = Decider(source: .comment, login: "bob", role: "write")

    /// A run that stands before its delivery.
    private func waiting(_ policy: EnginePolicy = Self.policy()) -> MachineHarness {
        var run = MachineHarness(policy: policy)
        run.create(Self.plan)
        run.answer("draw/01", .done(["sha256": "aa"]))
        return run
    }

    private func resumed(_ run: MachineHarness, _ policy: EnginePolicy = Self.policy()) -> MachineHarness {
        var next = MachineHarness(resuming: run.events, policy: policy)
        next.now = run.now + .seconds(1)
        next.tell(.resume(holder: "p2", byPerson: false))
        return next
    }

    @Test func aCheckpointStopsTheRunUntilItIsApproved() throws {
        let stopped = waiting()
        let gate = try #require(stopped.machine.board.openGates.first?.gate)
        #expect(gate.id == "approval/deliver")
        #expect(stopped.status("deliver") == .waiting && stopped.machine.board.status == .waiting && stopped.hasLeft)
        var run = resumed(stopped)
        #expect(run.startedIDs.isEmpty && run.hasLeft)
        run = MachineHarness(resuming: run.events, policy: Self.policy())
        run.tell(
            .resume(holder: "p3", byPerson: false),
            .letter(1, .decision(Decision(gate: gate.id, kind: .approve, by: Self.bob, shown: gate.shown))))
        #expect(run.startedIDs == ["deliver"])
        run.answer("deliver", .done(.null))
        #expect(run.machine.board.status == .succeeded)
        let state = try #require(run.machine.board.gate(gate.id))
        #expect(state.status == .decided && state.decision?.by == Self.bob)
        #expect(run.machine.board == Blackboard(run: MachineHarness.run, events: run.events))
    }

    @Test func aCheckpointThatIsNotOnStopsNothing() {
        var run = MachineHarness(policy: Self.policy([]))
        run.create(Self.plan)
        run.answer("draw/01", .done(.null))
        #expect(run.startedIDs == ["draw/01", "deliver"])
    }

    @Test(
        arguments: [
            ("other", DecisionKind.approve, nil, "is not what the gate shows"),
            (nil, .accept, nil, "can't be decided here"), (nil, .revise, "bluer", "can't be decided here"),
            (nil, .supply, nil, "no file"),
        ] as [(String?, DecisionKind, String?, String)])
    func aDecisionThatBindsNothingIsRefusedWithItsReason(
        shown: String?, kind: DecisionKind, notes: String?, words: String
    ) throws {
        var run = resumed(waiting())
        let gate = try #require(run.machine.board.openGates.first?.gate)
        let before = run.machine.board.gates
        run = MachineHarness(resuming: run.events, policy: Self.policy())
        run.tell(
            .resume(holder: "p3", byPerson: false),
            .letter(
                1,
                .decision(Decision(gate: gate.id, kind: kind, by: Self.ada, shown: shown ?? gate.shown, notes: notes))))
        guard case .engine(.decisionRefused(_, let reason))? = run.events.last(where: { $0.actor == "ada" })?.fact
        else {
            Issue.record("not refused")
            return
        }
        #expect(reason.contains(words), "\(reason)")
        #expect(run.machine.board.gates == before)
    }

    @Test func theSecondOfTwoPeopleIsToldWhoWasFirst() throws {
        var run = resumed(waiting())
        let gate = try #require(run.machine.board.openGates.first?.gate)
        run = MachineHarness(resuming: run.events, policy: Self.policy())
        run.tell(
            .resume(holder: "p3", byPerson: false),
            .letter(1, .decision(Decision(gate: gate.id, kind: .approve, by: Self.ada, shown: gate.shown))),
            .letter(2, .decision(Decision(gate: gate.id, kind: .end, by: Self.bob, shown: gate.shown))))
        #expect(run.startedIDs == ["deliver"])
        #expect(
            run.events.contains {
                if case .engine(.decisionRefused(_, let reason)) = $0.fact { return reason.contains("by ada") }
                return false
            })
    }

    @Test func noOneApprovesTheirOwnSpendingWhereSettingsSaySo() throws {
        let policy = Self.policy { $0.mayApproveOwn = false }
        var run = resumed(waiting(policy), policy)
        let gate = try #require(run.machine.board.openGates.first?.gate)
        run = MachineHarness(resuming: run.events, policy: policy)
        run.tell(
            .resume(holder: "p3", byPerson: false),
            .letter(1, .decision(Decision(gate: gate.id, kind: .approve, by: Self.ada, shown: gate.shown))),
            .letter(2, .decision(Decision(gate: gate.id, kind: .approve, by: Self.bob, shown: gate.shown))))
        #expect(run.machine.board.gate(gate.id)?.decision?.by == Self.bob)
        #expect(run.startedIDs == ["deliver"])
    }

    @Test func whatWasApprovedMustBeApprovedAnewWhenItChanges() throws {
        let policy = Self.policy()
        var run = resumed(waiting())
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
                .decision(Decision(gate: second.id, kind: .supply, by: Self.ada, shown: second.shown, records: [file])))
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
        var run = MachineHarness(policy: Self.policy())
        run.create(plan)
        run.answer("draw/01", .done(.null))
        run.answer("review/01", .done(.null))
        let gate = try #require(run.machine.board.openGates.first?.gate)
        var silent = MachineHarness(resuming: run.events, policy: Self.policy())
        let wordless = Decision(gate: gate.id, kind: .revise, by: Self.bob, shown: gate.shown)
        silent.tell(.resume(holder: "p2", byPerson: false), .letter(1, .decision(wordless)))
        #expect(
            silent.facts.contains {
                if case .decisionRefused(_, let why) = $0 { why.contains("needs notes") } else { false }
            })
        run = MachineHarness(resuming: run.events, policy: Self.policy())
        run.tell(
            .resume(holder: "p2", byPerson: false),
            .letter(
                1,
                .decision(
                    Decision(gate: gate.id, kind: .revise, by: Self.bob, shown: gate.shown, notes: "more fog"))))
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

    // MARK: - A person after the first two levels

    @Test(arguments: DecisionKind.allCases) func aHumanReviewIsDecided(kind: DecisionKind) throws {
        var run = MachineHarness(policy: Self.policy([]))
        run.create([
            PlanTask(id: "draw/01", uses: "image", asset: AssetKey("01"), retry: RetryPolicy(tries: 1)),
            PlanTask(id: "draw/02", uses: "image", asset: AssetKey("02")),
            PlanTask(id: "deliver", uses: "deliver", needs: ["draw/01", "draw/02"], gathers: true),
        ])
        run.answer("draw/01", .failed(TaskFailure(.needsPerson, "the service wants a new contract")))
        run.answer("draw/02", .done(.null))
        let gate = try #require(run.machine.board.openGates.first?.gate)
        #expect(gate.kind == .humanReview && gate.task == "draw/01" && run.hasLeft)
        run = MachineHarness(resuming: run.events, policy: Self.policy([]))
        let file = RoomFact(type: "asset.produced", payload: ["key": "01"])
        run.tell(
            .resume(holder: "p2", byPerson: false),
            .letter(
                1,
                .decision(
                    Decision(
                        gate: gate.id, kind: kind, by: Self.bob, shown: gate.shown, notes: "smaller",
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
        var run = MachineHarness(policy: Self.policy([]))
        run.create([PlanTask(id: "deliver", uses: "deliver")])
        run.answer("deliver", .failed(TaskFailure(.needsPerson, "the branch is protected")))
        #expect(run.machine.board.openGates.count == 1)
        run = MachineHarness(resuming: run.events, policy: Self.policy([]))
        run.tell(.resume(holder: "p2", byPerson: true))
        #expect(run.machine.board.openGates.isEmpty)
        run.tell(.tick)
        #expect(run.startedIDs == ["deliver"])
    }

    // MARK: - Money

    @Test func atTheCeilingTheRunKeepsWhatItHasAndAsks() throws {
        let policy = Self.policy([], price: MicroDollars(40))
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
                            gate: gate.id, kind: kind, by: Self.bob, shown: gate.shown,
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
        let policy = Self.policy([], price: MicroDollars(40))
        var run = MachineHarness(policy: policy)
        run.create([PlanTask(id: "draw/01", uses: "paid")], budget: MicroDollars(5))
        run = MachineHarness(resuming: run.events, policy: policy)
        run.tell(.resume(holder: "p2", byPerson: false), .letter(3, .budget(MicroDollars(60), by: Self.bob)))
        #expect(run.startedIDs == ["draw/01"] && run.machine.board.openGates.isEmpty)
    }

    // MARK: - Time

    @Test func peopleAreRemindedAndTheTimeOutMeansWhatThePolicySays() throws {
        let policy = Self.policy {
            $0.reminders = .seconds(600)
            $0.timeout = .seconds(3600)
            $0.onTimeout[.approval] = .approve
        }
        let stopped = waiting(policy)
        #expect(stopped.machine.board.summary?.due == stopped.now + .seconds(600))
        var run = MachineHarness(resuming: stopped.events, policy: policy)
        run.now = stopped.now + .seconds(700)
        run.tell(.resume(holder: "p2", byPerson: false))
        #expect(run.machine.board.openGates.first?.remindedAt == [run.now])
        #expect(run.startedIDs.isEmpty)
        run = MachineHarness(resuming: run.events, policy: policy)
        run.now = stopped.now + .seconds(3601)
        run.tell(.resume(holder: "p3", byPerson: false))
        #expect(run.startedIDs == ["deliver"])
        #expect(run.machine.board.gates.first?.decision?.by == .timeout)
    }

    @Test func aTimeOutThatMeansWaitingDecidesNothing() {
        let policy = Self.policy { $0.reminders = nil }
        let stopped = waiting(policy)
        #expect(stopped.machine.board.summary?.due == nil)
        var run = MachineHarness(resuming: stopped.events, policy: policy)
        run.now = stopped.now + .seconds(1_000_000)
        run.tell(.resume(holder: "p2", byPerson: false))
        #expect(run.startedIDs.isEmpty && run.machine.board.openGates.count == 1)
    }

    @Test(arguments: [(GateKind.approval, TimeoutPolicy.accept), (.clarification, .accept), (.clarification, .reject)])
    func aTimeOutThatIsNoOptionOfAGateDoesNotEndTheRun(kind: GateKind, wanted: TimeoutPolicy) {
        let policy = Self.policy {
            $0.timeout = .seconds(3600)
            $0.onTimeout[kind] = wanted
            if kind == .clarification { $0.questions = ["Three pictures or one?"] }
        }
        var stopped = MachineHarness(policy: policy)
        stopped.create(Self.plan)
        if kind == .approval { stopped.answer("draw/01", .done(["sha256": "aa"])) }
        #expect(stopped.machine.board.openGates.map(\.gate.onTimeout) == [.wait])
        var run = MachineHarness(resuming: stopped.events, policy: policy)
        run.now = stopped.now + .seconds(3601)
        run.tell(.resume(holder: "p2", byPerson: false))
        #expect(run.machine.board.openGates.count == 1 && run.machine.board.status == .waiting)
    }

    @Test func theOptionsOfTimeOutsAreThoseOfTheGates() {
        for kind in GateKind.allCases {
            #expect(TimeoutPolicy.policies(for: kind).contains(.wait))
            #expect(TimeoutPolicy.policies(for: kind).contains(.end))
        }
    }

    // MARK: - What people are told

    @Test func aBudgetThatIsNotTakenIsRefusedWithItsReason() {
        let policy = Self.policy([], price: MicroDollars(40)) { $0.mayApproveOwn = false }
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

    @Test func aRevisionOfWhatCannotBeMadeAgainDoesNotEndTheRun() throws {
        let stopped = waiting()
        let gate = try #require(stopped.machine.board.openGates.first?.gate)
        var run = MachineHarness(resuming: stopped.events, policy: Self.policy())
        let decision = Decision(gate: gate.id, kind: .revise, by: Self.bob, shown: gate.shown, notes: "bluer")
        run.tell(.resume(holder: "p2", byPerson: false), .letter(1, .decision(decision)))
        #expect(run.machine.board.openGates.count == 1 && !run.machine.board.isCancelling)
        guard case .decisionRefused(_, let reason)? = run.facts.last(where: { $0.isRefusal }) else {
            Testing.Issue.record("nothing was refused")
            return
        }
        #expect(reason.contains("can't be decided here"))
        #expect(gate.options == [.approve, .supply, .end])
    }

    @Test func aTimeOutDoesNotRejectWhatCannotBeMadeAgain() {
        let policy = Self.policy {
            $0.timeout = .seconds(3600)
            $0.onTimeout[.approval] = .reject
        }
        let stopped = waiting(policy)
        var run = MachineHarness(resuming: stopped.events, policy: policy)
        run.now = stopped.now + .seconds(3601)
        run.tell(.resume(holder: "p2", byPerson: false))
        #expect(run.machine.board.openGates.count == 1 && !run.machine.board.isCancelling)
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
        let decision = Decision(gate: gate.id, kind: .approve, by: Self.bob, shown: gate.shown)
        run.tell(.resume(holder: "p2", byPerson: false), .letter(1, .decision(decision)))
        #expect(run.called == ["dear"])
    }

    // MARK: - Before anything is made

    /// Whoever sends a plan back has not approved what it costs.
    @Test func aPlanThatIsSentBackIsAskedAboutAnew() throws {
        let policy = Self.policy(["plan"])
        var run = MachineHarness(policy: policy)
        run.create(Self.plan)
        let first = try #require(run.machine.board.openGates.first?.gate)
        run = MachineHarness(resuming: run.events, policy: policy)
        let sentBack = Decision(gate: first.id, kind: .revise, by: Self.bob, shown: first.shown, notes: "bluer")
        run.tell(.resume(holder: "p2", byPerson: false), .letter(1, .decision(sentBack)))
        #expect(run.startedIDs.isEmpty && run.machine.board.status == .waiting)
        let second = try #require(run.machine.board.openGates.first?.gate)
        #expect(second.id == "approval#2" && second.shown != first.shown)
        run = MachineHarness(resuming: run.events, policy: policy)
        let approved = Decision(gate: second.id, kind: .approve, by: Self.bob, shown: second.shown)
        run.tell(.resume(holder: "p3", byPerson: false), .letter(2, .decision(approved)))
        #expect(run.startedIDs == ["draw/01"] && run.started.first?.guidance == ["bluer"])
    }

    @Test func theBriefsQuestionsAndThePlanComeFirst() throws {
        let policy = Self.policy(["plan"]) { $0.questions = ["Three pictures or one?"] }
        var run = MachineHarness(policy: policy)
        run.create(Self.plan)
        #expect(run.machine.board.openGates.map(\.gate.kind) == [.clarification, .approval])
        #expect(run.startedIDs.isEmpty && run.hasLeft && run.machine.board.status == .waiting)
        let gates = run.machine.board.openGates.map(\.gate)
        run = MachineHarness(resuming: run.events, policy: policy)
        run.tell(
            .resume(holder: "p2", byPerson: false),
            .letter(
                1,
                .decision(
                    Decision(gate: gates[0].id, kind: .revise, by: Self.bob, shown: gates[0].shown, notes: "three"))))
        #expect(run.startedIDs.isEmpty)
        run = MachineHarness(resuming: run.events, policy: policy)
        run.tell(
            .resume(holder: "p3", byPerson: false),
            .letter(2, .decision(Decision(gate: gates[1].id, kind: .approve, by: Self.bob, shown: gates[1].shown))))
        #expect(run.startedIDs == ["draw/01"] && run.started.first?.guidance == ["three"])
    }

    // MARK: - The end of a run

    @Test func cancellingVoidsGatesAndTellsWhoeverStillWorks() {
        var run = MachineHarness(policy: Self.policy())
        run.create([
            PlanTask(id: "film", uses: "video"), PlanTask(id: "deliver", uses: "deliver", checkpoint: "delivery"),
        ])
        run.answer("film", .suspended(token: "job-7", deadline: run.now + .seconds(60)))
        run = MachineHarness(resuming: run.events, policy: Self.policy())
        run.tell(.cancel(reason: "no longer wanted", by: "bob"))
        #expect(run.abandoned == ["job-7"])
        #expect(run.machine.board.openGates.isEmpty && run.machine.board.status == .cancelled)
    }

    @Test func nothingIsDecidedOnceTheRunIsBeingEnded() throws {
        let policy = Self.policy(["delivery"]) { $0.reminders = nil }
        let stopped = waiting(policy)
        let gate = try #require(stopped.machine.board.openGates.first?.gate)
        var run = MachineHarness(resuming: stopped.events, policy: policy)
        let end = Decision(gate: gate.id, kind: .end, by: Self.ada, shown: gate.shown)
        let approve = Decision(gate: gate.id, kind: .approve, by: Self.bob, shown: gate.shown)
        run.tell(
            .resume(holder: "p2", byPerson: false), .letter(1, .decision(end)), .letter(2, .decision(approve)))
        #expect(run.machine.board.status == .cancelled)
        #expect(run.status("deliver") == .cancelled)
    }

    @Test func whatWasCancelledBringsNothingAnyMore() {
        var board = Blackboard(run: MachineHarness.run)
        let asset = AssetKey("01")
        let facts: [EngineFact] = [
            .taskAdded(PlanTask(id: "draw", uses: "x", asset: asset), spawnedBy: nil),
            .taskCancelled("draw", spending: .nothing),
            .taskSucceeded("draw", output: ["late": true], shortfall: nil, spending: .nothing),
        ]
        for (index, fact) in facts.enumerated() {
            board.apply(
                Event(
                    sequence: index + 1, run: MachineHarness.run, time: Timestamp(milliseconds: 1), actor: "engine",
                    causation: nil, fact: .engine(fact)))
        }
        #expect(board["draw"]?.status == .cancelled && board["draw"]?.output == .null)
        #expect(board.servedAssets.isEmpty)
    }
}

extension EngineFact {
    fileprivate var isRefusal: Bool {
        if case .decisionRefused = self { true } else { false }
    }
}
