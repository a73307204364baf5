import Core
import Foundation
import Store
import TestSupport
import Testing

/// Files that were damaged from outside: what is said, and that nothing more is lost by it.
@Suite struct DamageTests {
    private let folder: TemporaryFolder
    private var file: String { folder.path(SQLiteStore.fileName) }

    init() throws { folder = try TemporaryFolder() }

    private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    /// A copy of a history whose last commits stand in its write-ahead log alone, as a killed process leaves it.
    private func killed() async throws -> String {
        let store = try SQLiteStore(in: folder.path("live"))
        try await store.create(Samples.batch(1...5, tasks: [Samples.task("draw/01", .running)]))
        try Database.execute("PRAGMA wal_checkpoint(TRUNCATE)", in: folder.path("live/history.sqlite"))
        for sequence in 6...10 { try await store.append(Samples.batch(sequence...sequence)) }
        let copy = try folder.makeFolder("copy")
        for name in ["history.sqlite", "history.sqlite-wal"] {
            try FileManager.default.copyItem(atPath: folder.path("live/" + name), toPath: copy + "/" + name)
        }
        return copy
    }

    @Test(arguments: [0.2, 0.5, 0.9, 0.999]) func truncatedLogGivesWhatIsWhole(part: Double) async throws {
        let copy = try await killed()
        let log = copy + "/history.sqlite-wal"
        let whole = try bytes(log)
        try whole.prefix(Int(Double(whole.count) * part)).write(to: URL(fileURLWithPath: log))
        let store = try SQLiteStore(in: copy)
        let events = try await store.events(of: Samples.run, after: 0).map(\.sequence)
        #expect(events.count >= 5 && events.count < 10)
        #expect(events == Array(1...events.count))
        #expect(try await store.run(Samples.run)?.lastSequence == events.count)
        #expect(try await store.integrityCheck() == [])
        try await store.append(Samples.batch((events.count + 1)...(events.count + 1)))
    }

    @Test func wholeLogGivesEverything() async throws {
        let store = try SQLiteStore(in: try await killed())
        #expect(try await store.events(of: Samples.run, after: 0).count == 10)
    }

    @Test func logThatIsNoneIsRefusedAndLeftAlone() async throws {
        let copy = try await killed()
        let log = copy + "/history.sqlite-wal"
        let garbage = Data("this is no write-ahead log ".utf8) + Data(count: 5_000)
        try garbage.write(to: URL(fileURLWithPath: log))
        let before = try bytes(copy + "/history.sqlite")
        let error = #expect(throws: RunLogError.self) { try SQLiteStore(in: copy) }
        #expect(error?.description.contains("history.sqlite-wal") == true)
        #expect(try bytes(log) == garbage && bytes(copy + "/history.sqlite") == before)
        let place = try #require(try HistoryRepair(in: copy, at: Timestamp(milliseconds: 7)).setLogAside())
        #expect(try bytes(place) == garbage)
        #expect(try await SQLiteStore(in: copy).events(of: Samples.run, after: 0).count == 5)
    }

    @Test func emptyFileIsNotTakenForANewHistory() async throws {
        let copy = try await killed()
        let log = try bytes(copy + "/history.sqlite-wal")
        try Data().write(to: URL(fileURLWithPath: copy + "/history.sqlite"))
        let error = #expect(throws: RunLogError.self) { try SQLiteStore(in: copy) }
        #expect(error?.description.contains("is empty") == true)
        #expect(try bytes(copy + "/history.sqlite-wal") == log)
        let other = try folder.makeFolder("other")
        _ = try await FileAssetStore(in: other).put([1])
        try Data().write(to: URL(fileURLWithPath: other + "/history.sqlite"))
        #expect(throws: RunLogError.self) { try SQLiteStore(in: other) }
    }

    /// Fills the page on which a table or an index begins, or one that it leads to, with noise.
    private func damage(_ name: String, pageOf run: Int = 0) throws {
        let database = try Database(file)
        try database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        let size = try database.number("PRAGMA page_size")
        let page = try database.number(
            "SELECT pageno FROM dbstat WHERE name = '\(name)' AND pagetype = 'leaf' ORDER BY path LIMIT 1 OFFSET \(run)"
        )
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: file))
        try handle.seek(toOffset: UInt64((page - 1) * size))
        try handle.write(contentsOf: Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }))
        try handle.close()
    }

    private func filled() async throws {
        let store = try SQLiteStore(in: folder.path)
        for number in 1...6 {
            let id = Samples.id(Int64(number))
            let issue = IssueIdentity.github(repository: "octo/lighthouse", number: number)
            try await store.create(
                Samples.batch(
                    1...60, of: id, issue: issue, tasks: (1...40).map { Samples.task(TaskID("draw/\($0)"), .running) }))
        }
    }

    @Test(arguments: ["events", "tasks", "runs_by_issue"]) func damagedPageIsSaidAndTheRestIsRead(
        name: String
    ) async throws {
        try await filled()
        try damage(name, pageOf: name == "events" ? 2 : 0)
        let before = try bytes(file)
        let store = try SQLiteStore(in: folder.path)
        #expect(try await store.fileDamage().isEmpty == false)
        var unreadable = 0
        for number in 1...6 {
            let id = Samples.id(Int64(number))
            do throws(RunLogError) {
                #expect(try await store.events(of: id, after: 0).count == 60)
                #expect(try await store.tasks(of: id).count == 40)
            } catch {
                unreadable += 1
                guard case .damaged = error else {
                    #expect(Bool(false), "\(error)")
                    continue
                }
                #expect(error.description.contains("bot doctor"))
            }
        }
        #expect(name == "runs_by_issue" ? unreadable == 0 : (1...5).contains(unreadable), "\(unreadable)")
        #expect(try bytes(file) == before)
    }

    @Test func indexIsMadeAgainFromItsTable() async throws {
        try await filled()
        // While the file says that the index leaves every row out, one is written.
        let words = "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = sql"
        try Database.execute("\(words) || ' WHERE number < 0' WHERE name = 'runs_by_issue'", in: file)
        try Database.execute("UPDATE runs SET issue = 'octo/lighthouse#99' WHERE number = 3", in: file)
        try Database.execute(
            "\(words.dropLast(3)) replace(sql, ' WHERE number < 0', '') WHERE name = 'runs_by_issue'", in: file)
        let store = try SQLiteStore(in: folder.path)
        #expect(try await store.fileDamage().isEmpty == false)
        #expect(try await store.reindex())
        #expect(try await store.integrityCheck() == [])
        #expect(try await store.runs(limit: 9, of: .github(repository: "octo/lighthouse", number: 99)).count == 1)
    }

    @Test func damagedPageOfAnIndexCostsNothing() async throws {
        try await filled()
        try damage("runs_by_issue")
        let before = try bytes(file)
        #expect(try await SQLiteStore(in: folder.path).reindex() == false)
        #expect(try bytes(file) == before)
        let repair = HistoryRepair(in: folder.path, at: Timestamp(milliseconds: 7))
        try repair.salvage()
        let fresh = try SQLiteStore(in: repair.workshop)
        #expect(try await fresh.integrityCheck() == [])
        for number in 1...6 {
            #expect(try await fresh.events(of: Samples.id(Int64(number)), after: 0).count == 60)
            #expect(try await fresh.tasks(of: Samples.id(Int64(number))).count == 40)
        }
    }

    @Test func whatCanBeReadIsCopiedAndTheDamagedFileKept() async throws {
        try await filled()
        try damage("events", pageOf: 2)
        let before = try bytes(file)
        let repair = HistoryRepair(in: folder.path, at: Timestamp(milliseconds: 7))
        try repair.salvage()
        do {
            let fresh = try SQLiteStore(in: repair.workshop)
            let runs = try await fresh.runs(limit: 9)
            #expect(runs.count == 6)
            var whole = 0
            for run in runs {
                let count = try await fresh.events(of: run.id, after: 0).count
                #expect(count == 60 || count == 0)
                whole += count == 60 ? 1 : 0
                if count == 0 { try await fresh.giveUp(run.id, at: Timestamp(milliseconds: 9)) }
            }
            #expect((1...5).contains(whole))
            #expect(try await fresh.integrityCheck() == [])
            try await fresh.settleFile()
        }
        let place = try repair.install()
        #expect(try bytes(place) == before)
        let store = try SQLiteStore(in: folder.path)
        #expect(try await store.runs(limit: 9).filter { $0.prunedAt != nil }.allSatisfy { $0.status == .failed })
        #expect(try await store.integrityCheck() == [])
        #expect(!FileManager.default.fileExists(atPath: repair.workshop))
    }
}
