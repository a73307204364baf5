import Core
import Engine
import TestSupport
import Testing

/// Budgets that several runs share: an issue's, a person's, a repository's, a day's.
@Suite struct SharedBudgetTests {
    private static func buying(_ change: (inout SpendingLimits) -> Void) -> BuyingRules {
        var buying = BuyingRules()
        change(&buying.limits)
        return buying
    }

    private static func policy(_ change: (inout SpendingLimits) -> Void) -> EnginePolicy {
        .offering(.test("a", price: 40), buying: buying(change))
    }
    private static let two = [PlanTask(id: "one", uses: "image"), PlanTask(id: "two", uses: "image")]

    @Test func whatOtherRunsHaveSpentLeavesLess() {
        var run = MachineHarness(policy: Self.policy { $0.repository = MicroDollars(100) })
        run.machine.learn([.repository: MicroDollars(50)])
        run.create(Self.two)
        #expect(run.startedIDs == ["one"])
        #expect(run.machine.limits == [BudgetLimit(.repository, key: "/tmp", amount: MicroDollars(100))])
    }

    @Test func beforeItStopsForOthersTheMachineAsksHowTheyStandNow() {
        var run = MachineHarness(policy: Self.policy { $0.day = MicroDollars(100) })
        run.create([])
        run = MachineHarness(policy: Self.policy { $0.day = MicroDollars(100) })
        run.create(Self.two)
        #expect(run.startedIDs == ["one", "two"])
        run = MachineHarness(policy: Self.policy { $0.day = MicroDollars(100) })
        run.tell(.totals([.day: MicroDollars(90)]))
        run.create(Self.two)
        #expect(run.asked == 1)
        #expect(!run.hasLeft, "the answer is still to come")
        run.tell(.totals([.day: MicroDollars(30)]))
        #expect(run.startedIDs == ["one"], "less than it knew of")
        run.answer("one", .done(.null), spending: Spending(settled: MicroDollars(40)))
        #expect(run.asked == 2)
        run.tell(.totals([.day: MicroDollars(30)]))
        #expect(run.machine.board.spendingStop?.scope == "day")
        #expect(run.machine.board.status == .waiting)
        #expect(run.machine.board.reason.contains("0.0001 USD for the day is used up"))
        #expect(run.hasLeft)
    }

    @Test func whatWasBookedOnAnotherDayDoesNotCountForTheDay() {
        var gates = GatePolicy()
        gates.timeout = nil
        gates.reminders = nil
        let policy = EnginePolicy(
            offers: { _ in [.test("a", price: 40)] }, buying: Self.buying { $0.day = MicroDollars(50) }, gates: gates)
        var run = MachineHarness(policy: policy)
        run.create(Self.two)
        run.answer("one", .done(.null), spending: Spending(settled: MicroDollars(40)))
        run.tell(.totals([.day: .zero]))
        #expect(run.machine.board.status == .waiting)
        let midnight = Timestamp(milliseconds: 86_400_000)
        #expect(run.machine.board.summary?.due == midnight, "somebody looks whether there is money again")
        var busy = MachineHarness(resuming: run.events, policy: policy)
        busy.now = midnight
        busy.tell(.totals([.day: MicroDollars(50)]), .resume(holder: "p2", byPerson: false))
        #expect(busy.startedIDs.isEmpty)
        #expect(busy.machine.board.summary?.due == midnight + .seconds(86_400), "others were quicker")
        var next = MachineHarness(resuming: run.events, policy: policy)
        next.now = midnight
        next.tell(.totals([.day: .zero]), .resume(holder: "p2", byPerson: false))
        #expect(next.startedIDs == ["two"])
        #expect(next.machine.board.openGates.isEmpty, "nobody needs to decide any more")
    }

    /// What the gate recommends is never refused, however much the run has spent on other days.
    @Test func aDaysCeilingIsRaisedAboveWhatWasSpentOnThatDay() throws {
        var gates = GatePolicy()
        gates.timeout = nil
        let policy = EnginePolicy(
            offers: { _ in [.test("a", price: 40)] }, buying: Self.buying { $0.day = MicroDollars(50) }, gates: gates)
        var run = MachineHarness(policy: policy)
        run.create((1...4).map { PlanTask(id: TaskID("t\($0)"), uses: "image") })
        for day in 1...3 {
            run.answer(TaskID("t\(day)"), .done(.null), spending: Spending(settled: MicroDollars(40)))
            run.tell(.totals([.day: .zero]))
            #expect(run.machine.board.spendingStop?.scope == "day")
            guard day < 3 else { break }
            let later = run.now + .seconds(86_400)
            run = MachineHarness(resuming: run.events, policy: policy)
            run.now = later
            run.tell(.totals([.day: .zero]), .resume(holder: "p", byPerson: false))
        }
        let gate = try #require(run.machine.board.openGates.first?.gate)
        let needed = try #require(gate.subject["needed"]?.integer)
        #expect(needed == 80, "of 120 that were spent on three days 40 are of this one")
        let raise = Decision(
            gate: gate.id, kind: .budget, by: GatedRun.bob, shown: gate.shown, amount: MicroDollars(Int64(needed)))
        let now = run.now
        run = MachineHarness(resuming: run.events, policy: policy)
        run.now = now
        run.tell(.totals([.day: .zero]), .resume(holder: "p", byPerson: false), .letter(1, .decision(raise)))
        #expect(run.startedIDs == ["t4"])
    }

    @Test func aRaisedBudgetRaisesTheCeilingThatStoppedTheRun() {
        let policy = Self.policy { $0.issue = MicroDollars(50) }
        var run = MachineHarness(policy: policy)
        run.create(Self.two, budget: MicroDollars(500))
        run.answer("one", .done(.null), spending: Spending(settled: MicroDollars(40)))
        run.tell(.totals([.issue: .zero]))
        #expect(run.machine.board.spendingStop?.scope == "issue")
        let raised =
            run.events + [
                Event(
                    sequence: run.events.count + 1, run: MachineHarness.run, time: run.now, actor: "ada",
                    causation: nil,
                    fact: .engine(.budgetSet(MicroDollars(90), by: Decider(source: .terminal, login: "ada"))))
            ]
        var next = MachineHarness(resuming: raised, policy: policy)
        next.tell(.totals([.issue: .zero]), .resume(holder: "p2", byPerson: true))
        #expect(next.machine.board.budget == MicroDollars(500))
        #expect(next.machine.limits.map(\.amount) == [MicroDollars(90)])
        #expect(next.startedIDs == ["two"])
    }

    /// Two runs of one person; what the first has reserved the second learns only from the log's refusal.
    @Test(arguments: [39, 40, 79, 80] as [Int64])
    func runsTogetherNeverPassABudgetThatTheyShare(limit: Int64) async throws {
        let log = MemoryRunLog()
        let buying = Self.buying { $0.person = MicroDollars(limit) }
        let gate = PaidGate()
        let fits = limit / 40
        async let first = conduct(1, log, gate, buying, [PlanTask(id: "a", uses: "paid")])
        async let second = conduct(2, log, gate, buying, [PlanTask(id: "a", uses: "paid")])
        await gate.open(after: Int(fits))
        let boards = try await [first, second]
        let sum = boards.reduce(MicroDollars.zero) { $0 + $1.spent + $1.unknown + $1.reserved }
        #expect(sum == MicroDollars(fits * 40))
        #expect(boards.count { $0.status == .succeeded } == Int(fits))
        #expect(boards.filter { $0.status == .waiting }.allSatisfy { $0.spendingStop?.scope == "person" })
    }

    /// The refusal comes with the step that takes an answer in: the answer is kept, what would follow it is held.
    @Test func whatWasAnsweredIsKeptWhereTheNextCallIsRefused() async throws {
        let log = MemoryRunLog()
        let buying = Self.buying { $0.repository = MicroDollars(120) }
        let gate = PaidGate()
        let plan = [PlanTask(id: "a", uses: "paid"), PlanTask(id: "b", uses: "paid", needs: ["a"])]
        async let first = conduct(1, log, gate, buying, plan)
        async let second = conduct(2, log, gate, buying, plan)
        await gate.open(after: 2)
        let boards = try await [first, second]
        #expect(boards.allSatisfy { $0["a"]?.status == .succeeded && $0["a"]?.tries == 1 })
        #expect(boards.reduce(MicroDollars.zero) { $0 + $1.spent } == MicroDollars(120))
        #expect(boards.count { $0.status == .succeeded } == 1)
        #expect(boards.count { $0.status == .waiting && $0["b"]?.status == .ready } == 1)
        for board in boards {
            let events = try EventCodec.events(try await log.events(of: board.run, after: 0))
            #expect(Blackboard(run: board.run, events: events) == board, "what was decided anew left no trace")
        }
    }

    /// That the stop is over follows from a task's event, which the rows do not repeat.
    @Test func whoeverTakesTheRunUpFromItsRowsKnowsThatAStopIsOver() async throws {
        let log = MemoryRunLog()
        let gate = PaidGate()
        await gate.open(after: 0)
        let plan = [PlanTask(id: "a", uses: "paid"), PlanTask(id: "b", uses: "paid", needs: ["a"])]
        let stopped = try await conduct(1, log, gate, Self.buying { $0.day = MicroDollars(50) }, plan)
        #expect(stopped.spendingStop != nil)
        #expect(try await log.board(of: stopped.run) == stopped)
        let next = RunConductor(log: log, agents: [gate], time: ManualTime())
        let ended = try await next.resume(stopped.run, holder: "p2", byPerson: true).board
        #expect(ended.spendingStop == nil)
        #expect(try await log.board(of: stopped.run) == ended)
        #expect(try await log.foldedBoard(of: stopped.run) == ended)
    }

    private func conduct(
        _ number: UInt64, _ log: MemoryRunLog, _ agent: PaidGate, _ buying: BuyingRules, _ plan: [PlanTask]
    ) async throws -> Blackboard {
        var bits = SplitMix64(seed: number)
        let run = RunID(at: Timestamp(milliseconds: 1), using: &bits)
        let plain = MachineHarness.charter()
        let charter = RunCharter(
            issue: .file(path: "/tmp/\(number).md"), issueTitle: "", issueURL: nil, author: "ada", brief: plain.brief,
            workflow: "image", requestDigest: "\(number)", estimate: .nothing, budget: nil, createdAt: plain.createdAt,
            delivery: .null)
        let conductor = RunConductor(log: log, agents: [agent], buying: buying, time: ManualTime())
        return try await conductor.begin(run, charter: charter, plan: plan).board
    }
}

/// Costs 40 a call, and holds its calls until it is opened.
actor PaidGate: Agent {
    nonisolated let name = "paid"
    private var entries = 0
    private var isOpen = false
    private var held: [CheckedContinuation<Void, Never>] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []

    nonisolated func offers(for order: TaskOrder) -> [ModelOffer]? { [.test("a", price: 40)] }

    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        entries += 1
        for watcher in watchers { watcher.resume() }
        watchers = []
        if !isOpen { await withCheckedContinuation { held.append($0) } }
        return AgentAnswer(.done(.null), spending: Spending(settled: MicroDollars(40)))
    }

    /// Lets all calls through once so many are held.
    func open(after count: Int) async {
        while entries < count { await withCheckedContinuation { watchers.append($0) } }
        isOpen = true
        for one in held { one.resume() }
        held = []
    }
}
