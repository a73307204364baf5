import Core
import Store
import TestSupport
import Testing

/// What a store remembers of a run between two appends is let go of as soon as anybody else has written.
@Suite struct RunHeadTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(in: folder.path)
    }

    private func batch(_ sequence: Int, of number: Int64 = 1) -> EventBatch {
        Samples.batch(
            sequence...sequence, of: Samples.id(number),
            issue: .github(repository: "octo/lighthouse", number: Int(number)))
    }

    private func write(_ sql: String) throws { try Database.execute(sql, in: folder.path(SQLiteStore.fileName)) }

    /// Appends to that many runs at once, and gathers what became of it.
    private func append(_ sequence: Int, toEachOf runs: Int64) async -> [RunLogError?] {
        let store = store
        return await withTaskGroup(of: (Int64, RunLogError?).self) { group in
            for number in 1...runs {
                let batch = batch(sequence, of: number)
                group.addTask {
                    do throws(RunLogError) { try await store.append(batch) } catch { return (number, error) }
                    return (number, nil)
                }
            }
            var errors = [RunLogError?](repeating: nil, count: Int(runs))
            for await (number, error) in group { errors[Int(number) - 1] = error }
            return errors
        }
    }

    @Test func appendOfAnotherProcessIsSeen() async throws {
        let other = try SQLiteStore(in: folder.path)
        try await store.create(batch(1))
        try await store.append(batch(2))
        try await other.append(batch(3))
        await #expect(throws: RunLogError.conflict(sequence: 3)) { try await store.append(batch(3)) }
        try await store.append(batch(4))
        await #expect(throws: RunLogError.conflict(sequence: 4)) { try await other.append(batch(4)) }
        try await other.append(batch(5))
        #expect(try await store.events(of: Samples.run, after: 0).map(\.sequence) == Array(1...5))
    }

    @Test func rowOfManyWritersSaysWhereEachLogEnds() async throws {
        for number in 1...Int64(40) { try await store.create(batch(1, of: number)) }
        for sequence in 2...5 { #expect(await append(sequence, toEachOf: 40).allSatisfy { $0 == nil }) }
        #expect(try await store.runs(limit: 40).map(\.lastSequence) == Array(repeating: 5, count: 40))
        #expect(try await store.integrityCheck() == [])
    }

    @Test func headThatIsBehindOrMissingIsFoundAndMadeAgain() async throws {
        for number in 1...Int64(2) { try await store.create(batch(1, of: number)) }
        try await store.append(batch(2, of: 2))
        try write("DELETE FROM heads WHERE run = 1; UPDATE heads SET last = 1 WHERE run = 2")
        let problems = try await store.integrityCheck()
        #expect(problems.count == 2)
        #expect(problems.allSatisfy { $0.contains("behind") })
        #expect(try await store.runs(limit: 2).map(\.lastSequence).sorted() == [0, 1])
        try await store.append(batch(2, of: 1))
        try await store.append(batch(3, of: 2))
        #expect(try await store.integrityCheck() == [])
    }

    @Test func appendsOfAnotherProcessAreSeenByManyWriters() async throws {
        let other = try SQLiteStore(in: folder.path)
        for number in 1...Int64(30) { try await store.create(batch(1, of: number)) }
        #expect(await append(2, toEachOf: 30).allSatisfy { $0 == nil })
        #expect(await append(3, toEachOf: 30).allSatisfy { $0 == nil })
        try await other.append(batch(4, of: 7))
        let errors = await append(4, toEachOf: 30)
        for number in 1...30 { #expect(errors[number - 1] == (number == 7 ? .conflict(sequence: 4) : nil)) }
        #expect(try await store.integrityCheck() == [])
    }

    /// The batch says what the store last wrote, and the row says otherwise.
    @Test func rowThatAnotherProcessChangedIsWrittenWhole() async throws {
        try await store.create(batch(1))
        try await store.append(batch(2))
        try await store.append(batch(3))
        try write("UPDATE runs SET issue_title = 'Another', spent = 7, status = 'waiting', due = 4, details = '{}'")
        try await store.append(batch(4))
        #expect(try await store.run(Samples.run) == batch(4).summary)
    }

    @Test func rowThatTheSameStoreChangedOtherwiseIsWrittenWhole() async throws {
        try await store.create(batch(1))
        try await store.append(batch(2))
        let other = Samples.summary(
            of: Samples.run, issue: batch(2).summary.issue, status: .waiting, last: 2, details: "{}")
        try await store.rebuild(Samples.run, summary: other, tasks: [])
        try await store.append(batch(3))
        #expect(try await store.run(Samples.run) == batch(3).summary)
    }

    @Test func rowFollowsABatchThatChangesItAndTheOnesAfter() async throws {
        let issue = batch(1).summary.issue
        try await store.create(batch(1))
        for (sequence, status) in [(2, RunStatus.running), (3, .waiting), (4, .waiting), (5, .running), (6, .running)] {
            let next = Samples.batch(sequence...sequence, issue: issue, status: status)
            try await store.append(next)
            #expect(try await store.run(Samples.run) == next.summary)
        }
    }

    @Test func runThatAnotherProcessPrunedTakesNothing() async throws {
        let (cutoff, now) = (Timestamp(milliseconds: 1_700_000_010_000), Timestamp(milliseconds: 1_700_000_020_000))
        let issue = batch(1).summary.issue
        try await store.create(Samples.batch(1...1, issue: issue, status: .succeeded))
        try await store.append(Samples.batch(2...2, issue: issue, status: .succeeded))
        let report = try await Retention(of: SQLiteStore(in: folder.path), in: folder.path).prune(
            endedBefore: cutoff, now: now, isDryRun: false)
        #expect(report.runs.count == 1)
        await #expect(throws: RunLogError.pruned(Samples.run, at: now)) {
            try await store.append(Samples.batch(3...3, issue: issue, status: .succeeded))
        }
    }

    /// No foreign key says so: the row of the run does, which every append writes.
    @Test func runWhoseRowIsGoneTakesNothing() async throws {
        try await store.create(batch(1))
        try await store.append(batch(2))
        try write("DELETE FROM runs")
        await #expect(throws: RunLogError.unknownRun(Samples.run)) { try await store.append(batch(3)) }
        let file = try Database(folder.path(SQLiteStore.fileName))
        #expect(try file.number("SELECT count(*) FROM log") == 2)
        #expect(try file.number("SELECT count(*) FROM appends") == 2)
    }

    /// What was written before the failure must be forgotten with it.
    @Test func groupThatIsTakenBackLeavesNoMemory() async throws {
        for number in 1...Int64(20) { try await store.create(batch(1, of: number)) }
        #expect(await append(2, toEachOf: 20).allSatisfy { $0 == nil })
        try write(
            "CREATE TRIGGER refuse BEFORE INSERT ON appends WHEN new.run = 13 BEGIN SELECT raise(ABORT, 'no'); END")
        var errors = await append(3, toEachOf: 20)
        for number in 1...20 { #expect((errors[number - 1] == nil) == (number != 13)) }
        try write("DROP TRIGGER refuse")
        errors = await append(4, toEachOf: 20)
        for number in 1...20 { #expect(errors[number - 1] == (number == 13 ? .conflict(sequence: 2) : nil)) }
        try await store.append(batch(3, of: 13))
        #expect(try await store.integrityCheck() == [])
    }
}
