import Core
import Engine
import Testing

/// What a cancelled run leaves behind.
@Suite struct CancelledRunTests {
    @Test func cancellingVoidsGatesAndTellsWhoeverStillWorks() {
        var run = MachineHarness(policy: GatedRun.policy())
        run.create([
            PlanTask(id: "film", uses: "video"), PlanTask(id: "deliver", uses: "deliver", checkpoint: "delivery"),
        ])
        run.answer("film", .suspended(token: "job-7", deadline: run.now + .seconds(60)))
        run = MachineHarness(resuming: run.events, policy: GatedRun.policy())
        run.tell(.cancel(reason: "no longer wanted", by: "bob"))
        #expect(run.abandoned == ["job-7"])
        #expect(run.machine.board.openGates.isEmpty && run.machine.board.status == .cancelled)
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
