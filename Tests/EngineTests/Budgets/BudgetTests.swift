import Core
import Engine
import Testing

/// The run's own budget as a ceiling.
@Suite struct BudgetTests {
    private static let draws = (1...4).map { PlanTask(id: TaskID("t\($0)"), uses: "image") }

    private func stops(_ run: MachineHarness) -> [String] {
        run.facts.compactMap { fact in
            guard case .spendingStopped(let scope, _) = fact else { return nil }
            return scope
        }
    }

    @Test func atTheCeilingNothingMoreIsBoughtAndWhatIsFreeGoesOn() {
        var run = MachineHarness(policy: .offering(.test("a", price: 40)))
        run.create(
            Self.draws.map { PlanTask(id: $0.id, uses: "image") }
                + [PlanTask(id: "review", uses: "free", needs: ["t1"])], budget: MicroDollars(100))
        #expect(run.startedIDs == ["t1", "t2"])
        #expect(stops(run).isEmpty, "what is reserved may come back")
        run.answer("t1", .done(.null), spending: Spending(settled: MicroDollars(40)))
        #expect(run.startedIDs == ["t1", "t2", "review"])
        run.answer("t2", .done(.null), spending: Spending(settled: MicroDollars(30)))
        #expect(stops(run) == ["run"])
        #expect(!run.hasLeft, "the review is still at work")
        run.answer("review", .done(.null))
        #expect(run.machine.board.status == .waiting)
        #expect(run.machine.board.reason.contains("0.0001 USD for the run is used up"))
        #expect(run.machine.neededBudget == MicroDollars(150))
        #expect(run.hasLeft)
    }

    @Test func theStopIsSaidAsSoonAsItIsCertain() {
        var run = MachineHarness(policy: .offering(.test("a", price: 40), concurrency: 2))
        run.create(Self.draws, budget: MicroDollars(100))
        run.answer("t1", .done(.null), spending: Spending(settled: MicroDollars(70)))
        #expect(stops(run) == ["run"], "even if the other call cost nothing there were but 30 left")
        #expect(run.status("t2") == .running)
    }

    @Test func afterTheBudgetIsRaisedTheRunGoesOnWhereItStood() {
        var run = MachineHarness(policy: .offering(.test("a", price: 40)))
        run.create(Self.draws, budget: MicroDollars(50))
        run.answer("t1", .done(.null), spending: Spending(settled: MicroDollars(40)))
        #expect(run.machine.board.status == .waiting)
        let raised =
            run.events + [
                Event(
                    sequence: run.events.count + 1, run: MachineHarness.run, time: run.now, actor: "ada",
                    causation: nil,
                    fact: .engine(.budgetSet(MicroDollars(120), by: Decider(source: .terminal, login: "ada"))))
            ]
        var next = MachineHarness(resuming: raised, policy: .offering(.test("a", price: 40)))
        next.tell(.resume(holder: "p2", byPerson: true))
        #expect(next.startedIDs == ["t2", "t3"])
        #expect(next.machine.board.spendingStop == nil)
    }

    @Test func aRunThatIsTakenUpWithoutMoreMoneyStopsAgainWithoutSayingSoTwice() {
        let policy = EnginePolicy.offering(.test("a", price: 40))
        var run = MachineHarness(policy: policy)
        run.create(Self.draws, budget: MicroDollars(30))
        var next = MachineHarness(resuming: run.events, policy: policy)
        next.tell(.resume(holder: "p2", byPerson: false))
        #expect(next.started.isEmpty)
        #expect(next.machine.board.status == .waiting)
        #expect(stops(next) == ["run"])
        #expect(next.machine.board.reason.contains("budget"))
    }

    @Test func beyondEightyPercentCheaperModelsMakeTheRestAndThatIsSaidOnce() {
        let offers: [ModelOffer] = [.test("good", .high, price: 20), .test("cheap", .fast, price: 2)]
        for (spent, isLowered) in [(80, false), (81, true)] as [(Int64, Bool)] {
            var run = MachineHarness(
                policy: .offering(offers[0], offers[1], concurrency: 1))
            var brief = MachineHarness.charter().brief
            brief.quality = .high
            run.create(Self.draws, brief: brief, budget: MicroDollars(100))
            run.answer("t1", .done(.null), spending: Spending(settled: MicroDollars(spent)))
            #expect(run.called.last == (isLowered ? "cheap" : "good"))
            run.answer("t2", .done(.null), spending: Spending(settled: MicroDollars(2)))
            let said = run.facts.compactMap { fact -> String? in
                guard case .tierLowered(.fast, let reason) = fact else { return nil }
                return reason
            }
            #expect(said.count == 1)
            #expect(said.first?.contains("of 0.0001 USD are spent") == true)
        }
    }

    @Test func whatTheBriefNamesIsNotReplacedByCheaperModels() {
        var run = MachineHarness(
            policy: .offering(.test("good", .high, price: 5), .test("cheap", .fast, price: 2), concurrency: 1))
        var brief = MachineHarness.charter().brief
        brief.model = "good"
        run.create(Self.draws, brief: brief, budget: MicroDollars(100))
        run.answer("t1", .done(.null), spending: Spending(settled: MicroDollars(90)))
        #expect(run.called == ["good", "good"])
        #expect(run.machine.board.loweredTier == nil)
    }

    @Test func thatTheRunIsLikelyToCostMoreThanItsBudgetIsSaidOnce() {
        var run = MachineHarness(policy: .offering(.test("a", price: 30), concurrency: 1))
        run.create(Self.draws, budget: MicroDollars(110))
        run.answer("t1", .done(.null), spending: Spending(settled: MicroDollars(10)))
        run.answer("t2", .done(.null), spending: Spending(settled: MicroDollars(45)))
        run.answer("t3", .done(.null), spending: Spending(settled: MicroDollars(45)))
        let warnings = run.facts.filter { fact in
            if case .costOverrunWarned = fact { return true }
            return false
        }
        #expect(warnings == [.costOverrunWarned(predicted: MicroDollars(115), budget: MicroDollars(110))])
    }

    @Test func aSuspendedPaidTryKeepsItsReservationUntilItsAnswer() {
        let policy = EnginePolicy.offering(.test("film", price: 60))
        var run = MachineHarness(policy: policy)
        run.create(
            [PlanTask(id: "film", uses: "video"), PlanTask(id: "next", uses: "video")], budget: MicroDollars(100))
        run.answer(
            "film", .suspended(token: "t", deadline: run.now + .seconds(60)),
            spending: Spending(settled: MicroDollars(5)))
        #expect(run.machine.board.reserved == MicroDollars(55))
        #expect(run.startedIDs == ["film"], "40 are left")
        var next = MachineHarness(resuming: run.events, policy: policy)
        let completion = TaskCompletion(
            task: "film", tryNumber: 1, token: "t", output: .null, failure: nil,
            spending: Spending(settled: MicroDollars(20)))
        next.tell(.resume(holder: "p2", byPerson: false), .letter(1, .completion(completion)))
        #expect(next.machine.board.spent == MicroDollars(25))
        #expect(next.startedIDs == ["next"])
    }

    @Test func whetherAPaidAnswerThatDidNotComeWasChargedIsUnknown() {
        let policy = EnginePolicy.offering(.test("film", price: 60))
        var run = MachineHarness(policy: policy)
        run.create([PlanTask(id: "film", uses: "video")])
        run.answer("film", .suspended(token: "t", deadline: run.now + .seconds(60)))
        run = MachineHarness(resuming: run.events, policy: policy)
        run.now = run.now + .seconds(60)
        run.tell(.resume(holder: "p2", byPerson: false))
        #expect(run.machine.board.unknown == MicroDollars(60))
        #expect(run.machine.board.reserved == .zero)
        #expect(run.status("film") == .escalated, "it is not paid for again unasked")
    }

    @Test func whatACancelledSuspendedTryMayCostIsListed() {
        let policy = EnginePolicy.offering(.test("film", price: 60))
        var run = MachineHarness(policy: policy)
        run.create([PlanTask(id: "film", uses: "video"), PlanTask(id: "other", uses: "free")])
        run.answer("film", .suspended(token: "t", deadline: run.now + .seconds(60)))
        run.tell(.cancel(reason: "no longer wanted", by: "ada"))
        #expect(run.status("film") == .cancelled)
        #expect(run.machine.board.unknown == MicroDollars(60))
        #expect(run.machine.board.reserved == .zero)
    }
}
