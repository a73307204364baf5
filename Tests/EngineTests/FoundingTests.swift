import Core
import TestSupport
import Testing

@testable import Engine

/// A plan of many portions, made ahead of whoever writes it.
@Suite struct FoundingTests {
    private static let plan = (0..<3_500).map { PlanTask(id: TaskID("echo/\($0)"), uses: "echo") }

    private func founding() -> RunFounding {
        RunFounding(
            RunMachine(board: Blackboard(run: MachineHarness.run), policy: EnginePolicy(concurrency: 10)),
            charter: MachineHarness.charter(), plan: Self.plan, at: Timestamp(milliseconds: 1_000_000),
            owesComment: true, keepsEvents: true)
    }

    @Test func whatIsMadeAheadIsTheSameBatchByBatch() throws {
        var plain = founding()
        var ahead = BatchesAhead(founding())
        var batches = 0
        while let batch = plain.next() {
            batches += 1
            let made = ahead.next()
            let other = try #require(made, "there are \(batches - 1) batches only")
            #expect(other.events == batch.events)
            #expect(other.tasks == batch.tasks)
            #expect(other.summary == batch.summary)
            #expect(other.outbox == batch.outbox)
        }
        #expect(batches == 4)
        #expect(ahead.next() == nil)
        #expect(ahead.next() == nil)
        let (machine, step) = plain.founded()
        let (otherMachine, otherStep) = ahead.finished().founded()
        #expect(otherMachine.board == machine.board)
        #expect(otherStep.events == step.events)
        #expect(otherStep.actions.count == 10)
    }

    @Test func aLargePlanIsConductedToItsEnd() async throws {
        let log = MemoryRunLog()
        let conductor = RunConductor(log: log, agents: [EchoAgent()], concurrency: 500, time: ManualTime())
        let result = try await conductor.begin(
            MachineHarness.run, charter: MachineHarness.charter(), plan: Self.plan)
        #expect(result.board.status == .succeeded)
        let events = try EventCodec.events(try await log.events(of: MachineHarness.run, after: 0))
        #expect(Blackboard(run: MachineHarness.run, events: events) == result.board)
    }
}
