import CSQLite
import Core
import Foundation
import Store
import TestSupport
import Testing

/// Databases of earlier bots are brought up to date, or left as they were.
@Suite struct UpgradeTests {
    private let folder: TemporaryFolder
    private var file: String { folder.path(SQLiteStore.fileName) }

    init() throws { folder = try TemporaryFolder() }

    private func release(_ version: Int) throws {
        try Database.execute(try ReleasedHistory.sql(version: version), in: file)
    }

    private var version: Int { get throws { try Database(file).number("PRAGMA user_version") } }

    /// Who adds a step of the schema adds a database of the version that it leaves behind.
    @Test func everyReleasedVersionIsKept() throws {
        #expect(try ReleasedHistory.versions == Set(1..<SQLiteStore.schemaVersion))
    }

    @Test(arguments: 1..<SQLiteStore.schemaVersion) func everythingIsFoundAsItWas(version: Int) async throws {
        try release(version)
        #expect(try self.version == version)
        let before = try Database(file).text("SELECT group_concat(payload, '|') FROM events")
        let store = try SQLiteStore(in: folder.path)
        #expect(try self.version == SQLiteStore.schemaVersion)
        #expect(try Database(file).text("SELECT group_concat(payload, '|') FROM events") == before)
        #expect(try await store.integrityCheck() == [])

        let runs = try await store.runs(limit: 10)
        #expect(runs.map(\.issueTitle) == ["Harbour", "Boats"])
        #expect(runs.map(\.status) == [.running, .succeeded])
        #expect(runs.allSatisfy { $0.prunedAt == nil })
        let (harbour, boats) = (runs[0], runs[1])
        let events = try await store.events(of: boats.id, after: 0)
        let (ended, killed) =
            switch version {
            case 1: (17, 10)
            case 2...4: (18, 11)
            default: (16, 10)
            }
        #expect(events.map(\.sequence) == Array(1...ended))
        #expect(events.first?.type == "run.created" && events.last?.type == "run.finished")
        #expect(events[0].payload.contains("with a bag of salt at its bow"))
        // From version 5 on a single picture was not planned to be compared.
        let compared: [TaskStatus] = version < 5 ? [.skipped] : []
        #expect(try await store.tasks(of: boats.id).map(\.status) == compared + [.succeeded, .succeeded, .succeeded])
        #expect(try await store.owed(by: boats.id).isEmpty)
        #expect(try await store.owed(by: harbour.id) == [OutboxEntry(kind: "comment", wanted: killed)])

        // How the commits of the first versions interleaved is not known: they have one append a run.
        let appends = try await store.appends(after: 0, limit: 10)
        let ofBoats = appends.prefix { $0.events.first?.run == boats.id }
        let ofHarbour = appends.dropFirst(ofBoats.count)
        #expect(ofBoats.flatMap(\.events).map(\.sequence) == Array(1...ended))
        #expect(ofHarbour.flatMap(\.events).map(\.sequence) == Array(1...killed))
        #expect(version >= 4 || appends.count == 2)
    }

    @Test func migratedRunGoesOn() async throws {
        try release(1)
        let store = try SQLiteStore(in: folder.path)
        let harbour = try #require(try await store.runs(limit: 1).first)
        await #expect(throws: RunLogError.alreadyLive(harbour.id)) {
            try await store.create(Samples.batch(1...1, of: Samples.id(9), issue: harbour.issue))
        }
        try await store.append(Samples.batch(11...12, of: harbour.id, issue: harbour.issue, status: .succeeded))
        #expect(try await store.appends(after: 2, limit: 9).map(\.events.count) == [2])
    }

    @Test(arguments: [
        "CREATE TABLE half (a); THIS IS NO SQL", "CREATE TABLE half (a); DELETE FROM runs",
        "CREATE TABLE half (a); INSERT INTO runs SELECT * FROM runs",
    ])
    func stepThatFailsLeavesTheOldVersion(step: String) async throws {
        try release(1)
        let before = try Database(file).text(
            "SELECT group_concat(sql) || (SELECT count(*) FROM events) FROM sqlite_schema")
        let schema = Schema(steps: Schema.current.steps + [step])
        #expect(throws: RunLogError.self) { try SQLiteStore(in: folder.path, schema: schema) }
        #expect(try version == 1)
        #expect(
            try Database(file).text("SELECT group_concat(sql) || (SELECT count(*) FROM events) FROM sqlite_schema")
                == before)
        #expect(try await SQLiteStore(in: folder.path).runs(limit: 10).count == 2)
    }

    @Test(.enabled(if: SmallDisk.isPossible, "mounting a small disk takes root"))
    func fullDiskLeavesTheOldVersion() async throws {
        let disk = try SmallDisk()
        try Database.execute(try ReleasedHistory.sql(version: 1), in: disk.path + "/" + SQLiteStore.fileName)
        let large = Schema(
            steps: Schema.current.steps + ["CREATE TABLE large (a); INSERT INTO large VALUES (zeroblob(2000000))"])
        let error = #expect(throws: RunLogError.self) { try SQLiteStore(in: disk.path, schema: large) }
        #expect(error?.description.contains("Free some space") == true)
        #expect(try Database(disk.path + "/" + SQLiteStore.fileName).number("PRAGMA user_version") == 1)
        let store = try SQLiteStore(in: disk.path)
        #expect(try await store.runs(limit: 10).count == 2)
        #expect(try await store.integrityCheck() == [])
    }

    @Test func manyProcessesMigrateAtOnce() async throws {
        try release(1)
        let path = folder.path
        await withTaskGroup(of: RunLogError?.self) { group in
            for _ in 1...8 {
                group.addTask {
                    do throws(RunLogError) { _ = try SQLiteStore(in: path) } catch { return error }
                    return nil
                }
            }
            for await error in group { #expect(error == nil) }
        }
        #expect(try await SQLiteStore(in: path).appends(after: 0, limit: 10).count == 2)
    }
}
