import Core
import Engine
import TestSupport
import Testing

/// Jobs as a process looks after them.
@Suite struct JobConductTests {
    private static let plan = [PlanTask(id: "film", uses: "video"), PlanTask(id: "end", uses: "echo", needs: ["film"])]

    private func conductor(
        _ log: any RunLog, _ agent: SlowService, time: PatientTime = PatientTime(), control: RunControl = RunControl()
    ) -> RunConductor {
        RunConductor(log: log, agents: [agent, EchoAgent()], time: time, control: control)
    }

    @Test(.timeLimit(.minutes(1)))
    func aJobIsLookedAtInItsOwnPaceUntilItIsDone() async throws {
        let log = MemoryRunLog()
        let agent = SlowService(looksNeeded: 4)
        let time = PatientTime()
        let result = try await conductor(log, agent, time: time).begin(
            MachineHarness.run, charter: MachineHarness.charter(), plan: Self.plan)
        #expect(result.board.status == .succeeded)
        #expect(agent.begun == 1)
        #expect(agent.looks == 4)
        #expect(time.sleeps.filter { $0 == .seconds(7) }.count == 4)
        let events = try EventCodec.events(try await log.events(of: MachineHarness.run, after: 0))
        #expect(Blackboard(run: MachineHarness.run, events: events) == result.board)
        #expect(result.board.records.map(\.type) == ["asset.produced"])
    }

    @Test(.timeLimit(.minutes(1)))
    func aStoppedRunLeavesItsJobAndTheNextProcessGoesOnLooking() async throws {
        let log = MemoryRunLog()
        let control = RunControl()
        let agent = SlowService(looksNeeded: .max) { earlier in
            if earlier == 1 { control.interrupt(reason: "SIGINT", force: false) }
        }
        let first = try await conductor(log, agent, control: control).begin(
            MachineHarness.run, charter: MachineHarness.charter(), plan: Self.plan)
        #expect(first.board.status == .queued)
        #expect(first.board["film"]?.token == "job-1")
        let later = SlowService(looksNeeded: 1)
        let second = try await conductor(log, later).resume(MachineHarness.run, holder: "second", byPerson: true)
        #expect(second.board.status == .succeeded)
        #expect(agent.begun == 1 && later.begun == 0)
        #expect(agent.abandoned.isEmpty)
    }

    @Test(.timeLimit(.minutes(1)))
    func cancellingARunCancelsItsJobAtTheService() async throws {
        let log = MemoryRunLog()
        let control = RunControl()
        let agent = SlowService(looksNeeded: .max) { earlier in
            if earlier == 1 { control.cancel(reason: "not wanted", by: "ada") }
        }
        let result = try await conductor(log, agent, control: control).begin(
            MachineHarness.run, charter: MachineHarness.charter(), plan: Self.plan)
        #expect(result.board.status == .cancelled)
        // Under a clock that jumps the run does not wait for the service to be told.
        while agent.abandoned.isEmpty { await Task.yield() }
        #expect(agent.abandoned == ["job-1"])
    }
}
