import Core
import Engine
import TestSupport
import Testing

/// A board that is loaded from rows is the one that folding the whole log gives, whatever has happened to the run.
@Suite struct BoardFromRowsTests {
    @Test(arguments: 0..<120) func rowsAndEventsAgreeAfterEveryStepOfARandomRun(seed: UInt64) async throws {
        var run = RandomRun(seed: seed)
        let log = MemoryRunLog()
        while let batch = run.next() {
            if batch.events.first?.sequence == 1 { try await log.create(batch) } else { try await log.append(batch) }
            let stored = try #require(try await log.state(of: RandomRun.id))
            let fromRows = try #require(Blackboard(stored), "the rows of seed \(seed) do not fit together")
            let folded = try await log.foldedBoard(of: RandomRun.id)
            #expect(fromRows == folded)
            #expect(fromRows.tasks == folded.tasks)
            for state in folded.tasks { #expect(fromRows.position(of: state.task.id) != nil) }
            run.resumesFromRows(fromRows)
        }
        #expect(run.steps > 1)
    }

    @Test func randomRunsComeAcrossEverythingThatRowsMustSay() {
        var types: Set<String> = []
        for seed in 0..<120 {
            var run = RandomRun(seed: UInt64(seed))
            while let batch = run.next() { types.formUnion(batch.events.map(\.type)) }
        }
        #expect(
            types.isSuperset(of: [
                "run.created", "run.started", "run.resumed", "run.interrupted", "run.cancelRequested", "run.waiting",
                "run.finished", "task.added", "task.started", "task.succeeded", "task.spawned", "task.suspended",
                "task.retrying", "task.escalated", "task.failed", "task.skipped", "task.cancelled", "task.lost",
                "note.made", "run.budgetSet", "gate.opened",
                "gate.reminded", "gate.decided", "gate.decisionRefused", "task.modelChosen",
                "task.answeredLate",
            ]))
    }

    @Test func rowsThatDoNotFitSendToTheLog() async throws {
        var run = RandomRun(seed: 1)
        let log = MemoryRunLog()
        let batch = run.next()
        try await log.create(try #require(batch))
        let stored = try #require(try await log.state(of: RandomRun.id))
        let lost = StoredRun(summary: stored.summary, events: stored.events, tasks: Array(stored.tasks.dropLast()))
        #expect(Blackboard(lost) == nil, "a task's row is missing")
        let first = try #require(stored.tasks.first)
        let damaged = StoredTask(row: first.row, definition: "{", outcome: first.outcome)
        let torn = StoredRun(
            summary: stored.summary, events: stored.events, tasks: [damaged] + stored.tasks.dropFirst())
        #expect(Blackboard(torn) == nil, "what a task is can't be read")
    }

    @Test func aLogWithoutRowsIsFolded() async throws {
        var run = RandomRun(seed: 2)
        let log = MemoryRunLog()
        var last: RunSummary?
        while let batch = run.next() {
            let bare = EventBatch(
                run: batch.run, events: batch.events, summary: batch.summary, tasks: [], outbox: batch.outbox)
            if batch.events.first?.sequence == 1 { try await log.create(bare) } else { try await log.append(bare) }
            last = batch.summary
        }
        #expect(try await log.board(of: RandomRun.id).summary == last)
    }
}
