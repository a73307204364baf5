import Core
import Engine
import Testing

/// Reminders and time-outs, and what they mean.
@Suite struct GateTimeTests {
    @Test func peopleAreRemindedAndTheTimeOutMeansWhatThePolicySays() throws {
        let policy = GatedRun.policy {
            $0.reminders = .seconds(600)
            $0.timeout = .seconds(3600)
            $0.onTimeout[.approval] = .approve
        }
        let stopped = GatedRun.waiting(policy)
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
        let policy = GatedRun.policy { $0.reminders = nil }
        let stopped = GatedRun.waiting(policy)
        #expect(stopped.machine.board.summary?.due == nil)
        var run = MachineHarness(resuming: stopped.events, policy: policy)
        run.now = stopped.now + .seconds(1_000_000)
        run.tell(.resume(holder: "p2", byPerson: false))
        #expect(run.startedIDs.isEmpty && run.machine.board.openGates.count == 1)
    }

    @Test(arguments: [(GateKind.approval, TimeoutPolicy.accept), (.clarification, .accept), (.clarification, .reject)])
    func aTimeOutThatIsNoOptionOfAGateDoesNotEndTheRun(kind: GateKind, wanted: TimeoutPolicy) {
        let policy = GatedRun.policy {
            $0.timeout = .seconds(3600)
            $0.onTimeout[kind] = wanted
            if kind == .clarification { $0.questions = ["Three pictures or one?"] }
        }
        var stopped = MachineHarness(policy: policy)
        stopped.create(GatedRun.plan)
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

    @Test func aTimeOutDoesNotRejectWhatCannotBeMadeAgain() {
        let policy = GatedRun.policy {
            $0.timeout = .seconds(3600)
            $0.onTimeout[.approval] = .reject
        }
        let stopped = GatedRun.waiting(policy)
        var run = MachineHarness(resuming: stopped.events, policy: policy)
        run.now = stopped.now + .seconds(3601)
        run.tell(.resume(holder: "p2", byPerson: false))
        #expect(run.machine.board.openGates.count == 1 && !run.machine.board.isCancelling)
    }

    @Test func silenceDoesNotTryAgainASecondTime() throws {
        let policy = GatedRun.policy([]) {
            $0.timeout = .seconds(3600)
            $0.onTimeout[.humanReview] = .approve
        }
        let failure = AgentAnswer.Outcome.failed(TaskFailure(.needsPerson, "the service wants a new contract"))
        var run = MachineHarness(policy: policy)
        run.create([PlanTask(id: "draw/01", uses: "image", asset: AssetKey("01"), retry: RetryPolicy(tries: 1))])
        run.answer("draw/01", failure)
        for hour in 1...3 {
            let now = run.now + .seconds(3601)
            run = MachineHarness(resuming: run.events, policy: policy)
            run.now = now
            run.tell(.resume(holder: "p\(hour + 1)", byPerson: false))
            #expect(run.startedIDs == (hour == 1 ? ["draw/01"] : []))
            if hour == 1 { run.answer("draw/01", failure) }
        }
        #expect(run.machine.board.openGates.map(\.gate.onTimeout) == [.wait])
    }
}
