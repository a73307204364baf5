import Core
import Foundation
import Store
import TestSupport
import Testing

/// What SQLite adds to the contract: a file, other processes, and questions.
@Suite struct SQLiteStoreTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func twoProcessesSeeEachOthersWritesAndConflict() async throws {
        let (one, two) = (try SQLiteStore(in: folder.path), try SQLiteStore(in: folder.path))
        let before = try await two.dataVersion()
        try await one.create(Samples.batch(1...2))
        #expect(try await two.dataVersion() != before)
        #expect(try await two.events(of: Samples.run, after: 0).count == 2)
        try await two.append(Samples.batch(3...3))
        await #expect(throws: RunLogError.conflict(sequence: 3)) { try await one.append(Samples.batch(3...3)) }
        await #expect(throws: RunLogError.alreadyLive(Samples.run)) {
            try await two.create(Samples.batch(1...1, of: Samples.id(2)))
        }
        try await one.append(Samples.batch(4...4))
        #expect(try await two.events(of: Samples.run, after: 2).map(\.sequence) == [3, 4])
    }

    @Test func onlyOneOfManyClaimsAnIssue() async throws {
        let path = folder.path
        _ = try SQLiteStore(in: path)
        let made = await withTaskGroup(of: Bool.self) { group in
            for number in 1...8 {
                group.addTask {
                    let store = try? SQLiteStore(in: path)
                    return (try? await store?.create(Samples.batch(1...1, of: Samples.id(Int64(number))))) != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(made == 1)
        #expect(try await SQLiteStore(in: path).runs(limit: 10).count == 1)
    }

    @Test func killedProcessLeavesWhatItHadCommitted() async throws {
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let store = try SQLiteStore(in: path)
            try await store.create(Samples.batch(1...2, tasks: [Samples.task("draw/01", .running)]))
            kill(getpid(), SIGKILL)
        }
        let store = try SQLiteStore(in: path)
        #expect(try await store.events(of: Samples.run, after: 0).map(\.sequence) == [1, 2])
        #expect(try await store.tasks(of: Samples.run) == [Samples.task("draw/01", .running)])
        #expect(try await store.integrityCheck().isEmpty)
    }

    /// Every column of the row, though what is indexed stays as it is.
    @Test(arguments: [RunStatus.running, .waiting, .partial]) func theWholeRowFollowsEveryBatch(status: RunStatus)
        async throws
    {
        let store = try SQLiteStore(in: folder.path)
        try await store.create(Samples.batch(1...1))
        for (last, details) in [(2, "{\"a\":1}"), (3, "{\"a\":2}")] {
            let summary = Samples.summary(status: status, last: last, details: details)
            try await store.append(
                EventBatch(
                    run: Samples.run, events: [Samples.event(last)], summary: summary, tasks: [], outbox: []))
            #expect(try await store.run(Samples.run) == summary)
        }
    }

    @Test func rowsFollowTheBatches() async throws {
        let store = try SQLiteStore(in: folder.path)
        try await store.create(
            Samples.batch(1...1, tasks: [Samples.task("draw/02", .ready), Samples.task("draw/01", .running)]))
        try await store.append(
            Samples.batch(2...2, status: .partial, tasks: [Samples.task("draw/02", .failed, error: "It is blank.")]))
        #expect(
            try await store.tasks(of: Samples.run) == [
                Samples.task("draw/01", .running), Samples.task("draw/02", .failed, error: "It is blank."),
            ])
        #expect(try await store.run(Samples.run) == Samples.summary(status: .partial, last: 2))
    }

    @Test func runsAreListedNewestFirstAndFiltered() async throws {
        let store = try SQLiteStore(in: folder.path)
        let other = IssueIdentity.file(path: "/a/b.md")
        try await store.create(Samples.batch(1...1, of: Samples.id(1), status: .failed))
        try await store.create(Samples.batch(1...1, of: Samples.id(2), issue: other))
        try await store.create(Samples.batch(1...1, of: Samples.id(3)))
        #expect(try await store.runs(limit: 2).map(\.id) == [Samples.id(3), Samples.id(2)])
        #expect(try await store.runs(limit: 9, of: Samples.issue).map(\.id) == [Samples.id(3), Samples.id(1)])
        #expect(try await store.runs(limit: 9, in: .running).map(\.id) == [Samples.id(3), Samples.id(2)])
        #expect(try await store.runs(limit: 9, of: other, in: .failed).isEmpty)
        #expect(try await store.latestRun(of: Samples.issue)?.id == Samples.id(3))
        #expect(try await store.run(Samples.id(9)) == nil)
    }

    @Test func shortNamesFindARunOrListThoseTheyFit() async throws {
        let store = try SQLiteStore(in: folder.path)
        try await store.create(Samples.batch(1...1, of: Samples.id(1), status: .failed))
        try await store.create(Samples.batch(1...1, of: Samples.id(2), status: .failed))
        let name = Samples.id(2).text
        let second = RunMatch.one(Samples.summary(of: Samples.id(2), status: .failed, last: 1))
        #expect(try await store.run(matching: name) == second)
        #expect(try await store.run(matching: String(name.suffix(6)).uppercased()) == second)
        #expect(try await store.run(matching: String(name.prefix(20))) == second)
        #expect(try await store.run(matching: "run_0") == .several([Samples.id(1), Samples.id(2)]))
        #expect(try await store.run(matching: "run_" + name.suffix(6)) == .none)
        #expect(try await store.run(matching: "%") == .none)
        #expect(try await store.run(matching: "") == .none)
        #expect(try await store.run(matching: Samples.id(7).text) == .none)
    }

    @Test func rebuildReplacesTheDerivedRows() async throws {
        let store = try SQLiteStore(in: folder.path)
        try await store.create(Samples.batch(1...2, tasks: [Samples.task("draw/01", .running)]))
        let summary = Samples.summary(status: .succeeded, last: 2)
        try await store.rebuild(Samples.run, summary: summary, tasks: [Samples.task("draw/02", .succeeded)])
        #expect(try await store.run(Samples.run) == summary)
        #expect(try await store.tasks(of: Samples.run).map(\.id) == ["draw/02"])
        await #expect(throws: RunLogError.conflict(sequence: 2)) {
            try await store.rebuild(Samples.run, summary: Samples.summary(last: 1), tasks: [])
        }
    }

    @Test func longTextsAreKeptOnceAndCounted() async throws {
        let store = try SQLiteStore(in: folder.path)
        let payload = #"{"prompt":"\#(String(repeating: "long ", count: 400))"}"#
        try await store.create(Samples.batch(payload: payload, at: 1))
        let once = try await store.size(of: Samples.run)
        try await store.append(Samples.batch(payload: payload, at: 2))
        let twice = try await store.size(of: Samples.run)
        #expect(once.events == 1 && once.bytes > 2000 && once.bytes < 2200)
        #expect(twice.events == 2 && twice.bytes < once.bytes + 200)
    }

    @Test(arguments: [(511, false), (512, false), (513, true)]) func onlyStringsOverTheLimitLeaveTheirPayload(
        length: Int, leaves: Bool
    ) async throws {
        let store = try SQLiteStore(in: folder.path)
        let payload = #"{"prompt":"\#(String(repeating: "x", count: length))"}"#
        for sequence in 1...2 {
            let batch = Samples.batch(payload: payload, at: sequence)
            if sequence == 1 { try await store.create(batch) } else { try await store.append(batch) }
        }
        let bytes = try await store.size(of: Samples.run).bytes
        #expect((bytes < 2 * payload.utf8.count) == leaves)
    }

    @Test func soundHistoryHasNothingToReport() async throws {
        let store = try SQLiteStore(in: folder.path)
        try await store.create(Samples.batch(1...3, tasks: [Samples.task("draw/01", .running)]))
        #expect(try await store.integrityCheck() == [])
        #expect(try await store.libraryVersion().hasPrefix("3."))
    }
}
