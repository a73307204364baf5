import Core
import Foundation
import Store
import TestSupport
import Testing

/// A state folder that nobody may write to can be read.
@Suite(.enabled(if: SmallDisk.isPossible, "mounting a small disk takes root")) struct ReadOnlyTests {
    private let disk: SmallDisk

    init() throws { disk = try SmallDisk() }

    @Test func whatWasClosedIsRead() async throws {
        do {
            let store = try SQLiteStore(in: disk.path)
            try await store.create(Samples.batch(1...3, tasks: [Samples.task("draw/01", .running)]))
        }
        try #require(disk.forbidWriting())
        let store = try SQLiteStore.reading(in: disk.path)
        #expect(try await store.events(of: Samples.run, after: 0).count == 3)
        #expect(try await store.runs(limit: 9).count == 1)
        #expect(try await store.size(of: Samples.run).events == 3)
        let error = await #expect(throws: RunLogError.self) { try await store.append(Samples.batch(4...4)) }
        #expect(error?.description.contains("writable") == true, "\(String(describing: error))")
        let refused = #expect(throws: RunLogError.self) { try SQLiteStore(in: disk.path) }
        #expect(refused?.description.contains("writable") == true, "\(String(describing: refused))")
    }

    /// The log of the last process lies there with its index, or without.
    @Test(arguments: [true, false]) func whatAKilledProcessLeftIsReadOrSaid(hasIndex: Bool) async throws {
        let folder = try TemporaryFolder()
        let live = try SQLiteStore(in: folder.path)
        try await live.create(Samples.batch(1...3))
        for name in ["history.sqlite", "history.sqlite-wal"] + (hasIndex ? ["history.sqlite-shm"] : []) {
            try FileManager.default.copyItem(atPath: folder.path(name), toPath: disk.path + "/" + name)
        }
        try #require(disk.forbidWriting())
        do throws(RunLogError) {
            let store = try SQLiteStore.reading(in: disk.path)
            #expect(try await store.events(of: Samples.run, after: 0).count == 3)
            #expect(hasIndex)
        } catch {
            #expect(error.description.contains("copy the folder"), "\(error)")
        }
    }

    @Test func olderVersionSaysWhatToDo() async throws {
        try Database.execute(try ReleasedHistory.sql(version: 1), in: disk.path + "/" + SQLiteStore.fileName)
        try #require(disk.forbidWriting())
        let error = #expect(throws: RunLogError.self) { try SQLiteStore.reading(in: disk.path) }
        #expect(error?.description.contains("older version") == true)
    }
}
