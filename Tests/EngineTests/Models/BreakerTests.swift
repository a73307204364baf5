import Core
import Engine
import Testing

/// The circuit breaker: a dead service does not eat every task's tries.
@Suite struct BreakerTests {
    private static let dead = AgentAnswer.Outcome.failed(TaskFailure(.transient(after: .zero), "HTTP 503"))
    private static let plan = (1...5).map { PlanTask(id: TaskID("t\($0)"), uses: "image") }

    private func suspensions(_ run: MachineHarness) -> [Timestamp] {
        run.facts.compactMap { fact in
            guard case .modelSuspended(_, let until, _) = fact else { return nil }
            return until
        }
    }

    /// A run in which five calls have failed in a row.
    private func failing(_ policy: EnginePolicy) -> MachineHarness {
        var run = MachineHarness(policy: policy)
        run.create(Self.plan)
        for task in Self.plan { run.answer(task.id, Self.dead) }
        return run
    }

    @Test func afterFiveFailuresInARowTheModelIsLeftAloneForThirtySeconds() {
        var run = failing(.offering(.test("a")))
        #expect(suspensions(run) == [run.now + .seconds(30)])
        run.tell(.tick)
        #expect(run.started.count == 5, "no try is spent on it meanwhile")
        #expect(!run.hasLeft)
        #expect(run.machine.nextDue == run.now + .seconds(30))
    }

    @Test func aSuccessInBetweenBeginsTheCountAnew() {
        var run = MachineHarness(policy: .offering(.test("a")))
        run.create(Self.plan)
        for task in Self.plan.prefix(4) { run.answer(task.id, Self.dead) }
        run.answer("t5", .done(.null))
        for task in Self.plan.prefix(4) {
            run.tell(.tick)
            run.answer(task.id, Self.dead)
        }
        #expect(suspensions(run).isEmpty)
    }

    @Test func aRefusalSaysNothingAboutTheService() {
        var run = MachineHarness(policy: .offering(.test("a")))
        run.create((1...9).map { .once(TaskID("t\($0)")) })
        for number in 1...9 { run.answer(TaskID("t\(number)"), .failed(TaskFailure(.permanent, "a real person"))) }
        #expect(suspensions(run).isEmpty)
    }

    @Test func otherModelsAreTriedMeanwhile() {
        var run = failing(.offering(.test("a", quality: 0.9), .test("b", quality: 0.8)))
        run.tell(.tick)
        #expect(run.called == ["a", "a", "a", "a", "a", "b", "b", "b", "b", "b"])
        let choices = run.facts.compactMap { fact -> ModelChoice? in
            guard case .modelChosen(_, let choice) = fact else { return nil }
            return choice
        }
        #expect(choices.last?.passedOver["a"]?.contains("suspended until") == true)
    }

    @Test func whenTheRestIsOverOneCallTriesAndTheOthersWaitForIt() {
        var run = failing(.offering(.test("a")))
        run.now = run.now + .seconds(30)
        run.tell(.tick)
        #expect(run.started.count == 6)
        run.answer(run.startedIDs[5], .done(.null))
        #expect(run.facts.contains(.modelRestored("a")))
        #expect(run.started.count == 10, "it answers, so all go on")
    }

    @Test func eachFailedTrialDoublesTheRestUpToTenMinutes() {
        var buying = BuyingRules()
        buying.breaker.pause = .seconds(300)
        var run = failing(.offering(.test("a"), buying: buying))
        run.now = run.now + .seconds(300)
        run.tell(.tick)
        run.answer(run.startedIDs[5], Self.dead)
        #expect(suspensions(run).last == run.now + .seconds(600))
        run.now = run.now + .seconds(600)
        run.tell(.tick)
        #expect(run.started.count == 7)
        run.answer(run.startedIDs[6], Self.dead)
        #expect(suspensions(run).last == run.now + .seconds(600), "ten minutes are the longest")
        #expect(suspensions(run).count == 3)
    }

    @Test func whoeverTakesTheRunUpKnowsOfTheSuspension() {
        let policy = EnginePolicy.offering(.test("a"))
        let run = failing(policy)
        var next = MachineHarness(resuming: run.events, policy: policy)
        next.tell(.resume(holder: "p2", byPerson: true), .tick)
        #expect(next.started.isEmpty)
        #expect(next.machine.nextDue == run.now + .seconds(30))
        next.now = next.now + .seconds(30)
        next.tell(.tick)
        #expect(next.started.count == 1)
    }

    @Test func aRunThatIsInterruptedWhileItWaitsLeaves() {
        var run = failing(.offering(.test("a")))
        run.tell(.tick)
        run.tell(.interrupt(reason: "SIGINT", force: false))
        #expect(run.hasLeft)
        #expect(run.machine.board.status == .queued)
    }
}
