import Core
import Engine
import Testing

/// A try that was given up was paid for all the same: its answer is taken when it comes, and the ledger knows what it cost.
@Suite struct LateAnswerTests {
    private static let price = MicroDollars(40)
    private static let paid = Spending(settled: MicroDollars(36))
    private static let clip: JSONValue = ["clip": "first"]

    private static func policy(_ unknown: UnknownOutcomePolicy, models: Int = 1) -> EnginePolicy {
        let offers = ["dear", "plain"].prefix(models).map { name in
            ModelOffer(model: name, provider: "p", tier: .high, quality: 1, price: price, isRepeatable: false)
        }
        return EnginePolicy(
            unknownOutcome: unknown, offers: { order in order.task.uses == "video" ? offers : nil })
    }

    private static let plan = [
        PlanTask(id: "film", uses: "video", retry: RetryPolicy(tries: 2)),
        PlanTask(id: "deliver", uses: "deliver", needs: ["film"], gathers: true),
    ]

    private static func answer(
        try number: Int = 1, token: String = "job", output: JSONValue = clip, failure: TaskFailure? = nil
    ) -> Letter {
        .completion(
            TaskCompletion(
                task: "film", tryNumber: number, token: token, output: output, failure: failure, spending: paid))
    }

    /// A run whose film was ordered when its process died, before the try could say what it waits for.
    private func died(
        _ policy: EnginePolicy, _ plan: [PlanTask] = Self.plan, budget: MicroDollars? = nil
    ) -> MachineHarness {
        var run = MachineHarness(policy: policy)
        run.create(plan, budget: budget)
        return MachineHarness(resuming: run.events, policy: policy)
    }

    private func expectSettled(_ run: MachineHarness, sourceLocation: SourceLocation = #_sourceLocation) {
        let board = run.machine.board
        #expect(board.spent == MicroDollars(36) && board.unknown == .zero, sourceLocation: sourceLocation)
        #expect(board.booked[run.now.day] == MicroDollars(36), sourceLocation: sourceLocation)
        #expect(board == Blackboard(run: MachineHarness.run, events: run.events), sourceLocation: sourceLocation)
    }

    // MARK: - After a crash

    @Test func theAnswerToATryThatWasLostInACrashEndsTheQuestion() {
        var run = died(Self.policy(.ask))
        run.tell(.resume(holder: "p2", byPerson: false))
        #expect(run.status("film") == .escalated && run.machine.board.unknown == Self.price)
        #expect(run.machine.board.openGates.count == 1)
        run = MachineHarness(resuming: run.events, policy: Self.policy(.ask))
        run.tell(.resume(holder: "p3", byPerson: false), .letter(1, Self.answer()))
        #expect(run.machine.board["film"]?.output == Self.clip && run.machine.board.openGates.isEmpty)
        #expect(run.startedIDs == ["deliver"] && run.taken == [1])
        expectSettled(run)
    }

    /// `bot cancel` on a run whose process died.
    @Test(arguments: UnknownOutcomePolicy.allCases)
    func anAnswerThatIsThereWhenTheRunIsCancelledIsNoLoss(unknown: UnknownOutcomePolicy) {
        var run = died(Self.policy(unknown))
        run.tell(.letter(1, Self.answer()), .cancel(reason: "not wanted", by: "ada"))
        #expect(run.machine.board.status == .cancelled && run.taken == [1] && run.startedIDs.isEmpty)
        expectSettled(run)
    }

    @Test(arguments: UnknownOutcomePolicy.allCases)
    func anAnswerThatIsThereWhenTheRunIsTakenUpIsNoLoss(unknown: UnknownOutcomePolicy) {
        var run = died(Self.policy(unknown))
        run.tell(.resume(holder: "p2", byPerson: false), .letter(1, Self.answer()))
        #expect(run.startedIDs == ["deliver"] && run.taken == [1])
        #expect(run.machine.board.gates.isEmpty)
        expectSettled(run)
    }

    @Test func aFailureThatIsThereWhenTheRunIsTakenUpIsTheTrys() {
        var run = died(Self.policy(.ask))
        let failure = TaskFailure(.transient(after: .seconds(9)), "the service was full")
        run.tell(.resume(holder: "p2", byPerson: false), .letter(1, Self.answer(output: .null, failure: failure)))
        #expect(run.status("film") == .retrying && run.machine.board["film"]?.failure == "the service was full")
        expectSettled(run)
    }

    @Test func anAnswerThatOvertakesACutLineIsTaken() {
        var run = MachineHarness(policy: Self.policy(.ask))
        run.create(Self.plan)
        run.tell(.letter(1, Self.answer()))
        run.answer("film", .failed(TaskFailure(.unknownOutcome, "the line was cut")))
        #expect(run.status("film") == .succeeded && run.machine.board.gates.isEmpty)
        expectSettled(run)
    }

    // MARK: - After a deadline

    /// A run that waited in vain for its film.
    private func overdue(_ policy: EnginePolicy) -> MachineHarness {
        var run = MachineHarness(policy: policy)
        run.create(Self.plan)
        run.answer("film", .suspended(token: "job", deadline: run.now + .seconds(60)))
        run = MachineHarness(resuming: run.events, policy: policy)
        run.now = run.now + .seconds(61)
        run.tell(.resume(holder: "p2", byPerson: false))
        return run
    }

    @Test func theAnswerAfterTheDeadlineIsTakenWhileNothingElseIsTried() {
        var run = overdue(Self.policy(.ask))
        #expect(run.status("film") == .escalated)
        run.tell(.letter(1, Self.answer(token: "another job")))
        #expect(run.status("film") == .escalated, "it is not what the task waited for")
        run = MachineHarness(resuming: run.events, policy: Self.policy(.ask))
        run.tell(.resume(holder: "p3", byPerson: false), .letter(2, Self.answer()))
        #expect(run.machine.board["film"]?.output == Self.clip && run.startedIDs == ["deliver"])
        #expect(run.machine.board.spent == MicroDollars(36) && run.machine.board.unknown == .zero)
    }

    @Test func whatComesWhileAnotherTryIsAtWorkIsUsedWhereThatFails() {
        let policy = Self.policy(.again)
        var run = overdue(policy)
        run.tell(.tick)
        #expect(run.status("film") == .running && run.machine.board["film"]?.tries == 2)
        run.tell(.letter(1, Self.answer()))
        #expect(run.status("film") == .running && run.machine.board.unknown == .zero)
        #expect(run.machine.board.setAside.map(\.output.tryNumber) == [1])
        run.answer("film", .failed(TaskFailure(.permanent, "no")), spending: Spending(settled: MicroDollars(4)))
        #expect(run.machine.board["film"]?.output == Self.clip && run.startedIDs == ["film", "deliver"])
        #expect(run.machine.board.spent == MicroDollars(40) && run.machine.board.setAside.isEmpty)
        #expect(run.machine.board == Blackboard(run: MachineHarness.run, events: run.events))
    }

    @Test func whatComesWhileAnotherTryIsAtWorkIsUsedWhereThatIsLost() {
        let policy = Self.policy(.again)
        var run = overdue(policy)
        run.tell(.tick)
        run.tell(.letter(1, Self.answer()))
        run = MachineHarness(resuming: run.events, policy: policy)
        run.tell(.resume(holder: "p3", byPerson: false))
        #expect(run.machine.board["film"]?.output == Self.clip && run.startedIDs == ["deliver"])
        #expect(run.machine.board.unknown == Self.price, "what the second try cost is still unknown")
    }

    @Test func whatIsNotNeededAnyMoreIsSetAsideAndShown() {
        let policy = Self.policy(.again)
        var run = overdue(policy)
        run.tell(.tick)
        run.tell(.letter(1, Self.answer()))
        run.answer("film", .done(["clip": "second"]), spending: Self.paid)
        #expect(run.machine.board["film"]?.output == ["clip": "second"])
        #expect(run.machine.board.setAside.map(\.output.output) == [Self.clip])
        #expect(run.machine.board.spent == MicroDollars(72) && run.machine.board.unknown == .zero)
    }

    @Test func theAnswerToATaskThatWasGivenUpIsPaidForAndSetAside() {
        let plan = Self.plan + [PlanTask(id: "sketch", uses: "image")]
        var run = died(Self.policy(.skip), plan)
        run.tell(.resume(holder: "p2", byPerson: false))
        #expect(run.status("film") == .failed && !run.hasLeft)
        run.tell(.letter(1, Self.answer()))
        #expect(run.status("film") == .failed && run.machine.board.setAside.count == 1)
        #expect(run.machine.board.spent == MicroDollars(36) && run.machine.board.unknown == .zero)
    }

    @Test func aFailureThatComesLateSettlesTheLedgerAlone() {
        var run = overdue(Self.policy(.ask))
        run = MachineHarness(resuming: run.events, policy: Self.policy(.ask))
        let failure = TaskFailure(.permanent, "the film could not be made")
        run.tell(.resume(holder: "p3", byPerson: false), .letter(1, Self.answer(output: .null, failure: failure)))
        #expect(run.status("film") == .escalated && run.machine.board.setAside.isEmpty)
        #expect(run.machine.board.spent == MicroDollars(36) && run.machine.board.unknown == .zero)
    }

    // MARK: - What people asked for meanwhile

    @Test func whatWasMadeBeforeARevisionIsNotTakenForIt() throws {
        var run = overdue(Self.policy(.ask))
        let gate = try #require(run.machine.board.openGates.first?.gate)
        let revise = Decision(gate: gate.id, kind: .revise, by: GatedRun.bob, shown: gate.shown, notes: "at dusk")
        run = MachineHarness(resuming: run.events, policy: Self.policy(.ask))
        run.tell(.resume(holder: "p3", byPerson: false), .letter(1, .decision(revise)), .letter(2, Self.answer()))
        #expect(run.startedIDs == ["film"] && run.started.first?.guidance == ["at dusk"])
        #expect(run.machine.board.setAside.count == 1)
        run.answer("film", .failed(TaskFailure(.needsPerson, "no key")))
        #expect(run.status("film") == .escalated)
    }

    // MARK: - The ledger

    @Test func theDayOnWhichTheTryWasLostIsCorrected() {
        var run = overdue(Self.policy(.ask))
        let lostOn = run.now.day
        run = MachineHarness(resuming: run.events, policy: Self.policy(.ask))
        let later = run.now + .seconds(3 * 86_400)
        let step = run.machine.take([.resume(holder: "p3", byPerson: false), .letter(1, Self.answer())], at: later)
        #expect(step.corrections == [LedgerEntry(day: lostOn, booked: MicroDollars(36), reserved: .zero)])
        #expect(step.ledger == LedgerEntry(day: later.day, booked: .zero, reserved: .zero))
    }

    @Test func whatTurnsOutCheaperMakesRoomAgain() {
        let policy = Self.policy(.ask)
        let plan = [
            PlanTask(id: "film", uses: "video"), PlanTask(id: "second", uses: "video"),
            PlanTask(id: "sketch", uses: "image"),
        ]
        var run = died(policy, plan, budget: MicroDollars(76))
        run.tell(.resume(holder: "p2", byPerson: false))
        #expect(run.startedIDs == ["sketch"] && run.machine.board.spendingStop != nil)
        run.tell(.letter(1, Self.answer()))
        #expect(run.startedIDs == ["sketch", "second"])
    }

    @Test func theSameAnswerCountsOnce() {
        var run = overdue(Self.policy(.ask))
        run = MachineHarness(resuming: run.events, policy: Self.policy(.ask))
        run.tell(
            .resume(holder: "p3", byPerson: false), .letter(1, Self.answer()), .letter(2, Self.answer()))
        #expect(run.machine.board.spent == MicroDollars(36) && run.taken == [1, 2])
    }
}
