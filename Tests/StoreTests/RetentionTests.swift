import Core
import Crypto
import Foundation
import Store
import TestSupport
import Testing

@Suite struct RetentionTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore
    private let assets: FileAssetStore
    /// Sample runs end at 1,700,000,009 s.
    private let cutoff = Timestamp(milliseconds: 1_700_000_010_000)
    private let now = Timestamp(milliseconds: 1_700_000_020_000)

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(in: folder.path)
        assets = FileAssetStore(in: folder.path)
    }

    private func prune(isDryRun: Bool = false, before cutoff: Timestamp? = nil) async throws -> PruneReport {
        try await Retention(of: store, in: folder.path).prune(
            endedBefore: cutoff ?? self.cutoff, now: now, isDryRun: isDryRun)
    }

    /// Makes a file as of the moment at which sample runs begin, and returns its hash.
    private func file(_ text: String) async throws -> String {
        let digest = try await assets.put(Array(text.utf8))
        try age(try #require(assets.path(of: digest)), to: 1_700_000_000)
        return digest.hex
    }

    private func age(_ path: String, to seconds: Double) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: seconds)], ofItemAtPath: path)
    }

    /// A run of three events, the second of which names files; `number` makes its issue and its identifier.
    private func run(
        _ number: Int64, status: RunStatus = .succeeded, naming hashes: [String] = [], saying text: String = ""
    ) async throws {
        let issue = IssueIdentity.github(repository: "octo/lighthouse", number: Int(number))
        let id = Samples.id(number)
        let payload = #"{"sha256":[\#(hashes.map { "\"\($0)\"" }.joined(separator: ","))],"text":"\#(text)"}"#
        try await store.create(
            EventBatch(
                run: id,
                events: [
                    Samples.event(1, of: id), Samples.event(2, of: id, payload: payload), Samples.event(3, of: id),
                ], summary: Samples.summary(of: id, issue: issue, status: status, last: 3),
                tasks: [Samples.task("draw/01", .succeeded)], outbox: [OutboxEntry(kind: "comment", wanted: 3)]))
        if status.isFinal { try await store.settle(OutboxEntry(kind: "comment", wanted: 3), of: id) }
    }

    @Test(arguments: RunStatus.allCases.filter { !$0.isFinal }) func liveRunIsNotTouched(status: RunStatus) async throws
    {
        let picture = try await file("picture")
        try await run(1, status: status, naming: [picture], saying: String(repeating: "long ", count: 200))
        let report = try await prune(before: Timestamp(milliseconds: .max / 2))
        #expect(report == PruneReport())
        #expect(try await store.events(of: Samples.id(1), after: 0).count == 3)
        #expect(try await assets.read(try #require(SHA256Digest(hex: picture))).count == 7)
    }

    @Test func runThatStillOwesItsIssueAWordStays() async throws {
        try await run(1)
        try await store.append(
            EventBatch(
                run: Samples.id(1), events: [Samples.event(4, of: Samples.id(1))],
                summary: Samples.summary(
                    of: Samples.id(1), issue: .github(repository: "octo/lighthouse", number: 1), status: .succeeded,
                    last: 4), tasks: [], outbox: [OutboxEntry(kind: "comment", wanted: 4)]))
        #expect(try await prune().runs.isEmpty)
    }

    @Test func runThatSomebodyHoldsStays() async throws {
        try await run(1)
        let lease = try #require(try RunLease.acquire(Samples.id(1), in: folder.path))
        #expect(try await prune().runs.isEmpty)
        lease.release()
        #expect(try await prune().runs == [Samples.id(1)])
    }

    @Test func youngerRunStays() async throws {
        try await run(1)
        #expect(try await prune(before: Timestamp(milliseconds: 1_700_000_009_000)).runs.isEmpty)
        #expect(try await prune(before: Timestamp(milliseconds: 1_700_000_009_001)).runs.count == 1)
    }

    @Test func accountStaysAndTheHistorySaysWhereItWent() async throws {
        try await run(1)
        let before = try #require(try await store.run(Samples.id(1)))
        let report = try await prune()
        #expect(report.events == 3 && report.historyBytes > 60)
        let after = try #require(try await store.run(Samples.id(1)))
        #expect(after.prunedAt == now)
        #expect(after.spent == before.spent && after.unknown == before.unknown && after.assets == before.assets)
        #expect(after.status == before.status && after.finishedAt == before.finishedAt)
        let gone = RunLogError.pruned(Samples.id(1), at: now)
        await #expect(throws: gone) { try await store.events(of: Samples.id(1), after: 0) }
        await #expect(throws: gone) { try await store.append(Samples.batch(4...4, of: Samples.id(1))) }
        await #expect(throws: gone) { try await store.append(Samples.batch(1...1, of: Samples.id(1))) }
        #expect(gone.description.contains("pruned on 2023-11-14"))
        #expect(try await store.tasks(of: Samples.id(1)).isEmpty)
        #expect(try await store.size(of: Samples.id(1)) == LogSize(events: 0, bytes: 0))
        #expect(try await store.integrityCheck() == [])
        #expect(try await prune() == PruneReport())
    }

    @Test func filesAndTextsThatAnotherRunNamesStay() async throws {
        let (own, shared, foreign) = (try await file("own"), try await file("shared"), try await file("foreign"))
        let (long, other) = (String(repeating: "long ", count: 200), String(repeating: "other ", count: 200))
        try await run(1, naming: [own, shared], saying: long)
        try await run(2, status: .running, naming: [shared, foreign], saying: long)
        try await run(3, naming: [], saying: other)
        let report = try await prune()
        #expect(report.runs.count == 2)
        #expect(report.texts == 1 && report.assets == 1 && report.fileBytes == 3)
        #expect(assets.path(of: try #require(SHA256Digest(hex: own))) == nil)
        for kept in [shared, foreign] { #expect(assets.path(of: try #require(SHA256Digest(hex: kept))) != nil) }
        #expect(try await store.events(of: Samples.id(2), after: 0)[1].payload.contains(long))
        #expect(try await store.integrityCheck() == [])
    }

    @Test func fileThatIsNamedOnlyWithinALongTextStays() async throws {
        let named = try await file("named")
        try await run(2, status: .running, saying: String(repeating: "long ", count: 200) + named)
        try await run(1, naming: [named])
        #expect(try await prune().assets == 0)
    }

    /// A run keeps a file before it writes the event that names it.
    @Test func fileThatWasKeptAgainAfterwardsStays() async throws {
        let picture = try await file("picture")
        try await run(1, naming: [picture])
        _ = try await assets.put(Array("picture".utf8))
        #expect(try await prune().assets == 0)
        #expect(assets.path(of: try #require(SHA256Digest(hex: picture))) != nil)
    }

    @Test func forgottenFilesHalvesAndStaleLeasesGo() async throws {
        let old = try await assets.put(Array("nobody names it".utf8))
        try age(try #require(assets.path(of: old)), to: 1_600_000_000)
        let young = try await assets.put(Array("about to be named".utf8))
        let half = try folder.write("half", to: "objects/ab/ab12.part-77-1")
        try age(half, to: 1_600_000_000)
        let growing = try folder.write("half", to: "objects/ab/ab13.part-78-1")
        let left = try folder.write("half a film", to: "jobs/download-77-1")
        try age(left, to: 1_600_000_000)
        let fetched = try folder.write("film", to: "jobs/ark-1.mp4")
        let stale = try folder.write("77\n", to: "leases/\(Samples.id(5)).lock")
        let held = try #require(try RunLease.acquire(Samples.id(6), in: folder.path))
        let report = try await prune()
        #expect(report.assets == 1 && report.remains == 3)
        #expect(!FileManager.default.fileExists(atPath: left) && FileManager.default.fileExists(atPath: fetched))
        #expect(assets.path(of: old) == nil && assets.path(of: young) != nil)
        #expect(!FileManager.default.fileExists(atPath: half) && FileManager.default.fileExists(atPath: growing))
        #expect(!FileManager.default.fileExists(atPath: stale))
        #expect(try RunLease.acquire(Samples.id(6), in: folder.path) == nil)
        held.release()
    }

    @Test func reportsGoWithTheirRuns() async throws {
        try await run(1)
        try await run(2, status: .running)
        let gone = try folder.write("page", to: "reports/\(Samples.id(1)).html")
        let kept = try folder.write("page", to: "reports/\(Samples.id(2)).html")
        #expect(try await prune().reports == 1)
        #expect(!FileManager.default.fileExists(atPath: gone) && FileManager.default.fileExists(atPath: kept))
    }

    @Test func dryRunSaysTheSameAndRemovesNothing() async throws {
        let (own, shared) = (try await file("own"), try await file("shared"))
        try await run(1, naming: [own, shared], saying: String(repeating: "long ", count: 200))
        try await run(2, naming: [shared], saying: String(repeating: "long ", count: 200))
        try folder.write("77\n", to: "leases/\(Samples.id(5)).lock")
        let told = try await prune(isDryRun: true)
        #expect(told.texts == 1 && told.assets == 2 && told.events == 6)
        #expect(try await store.events(of: Samples.id(1), after: 0).count == 3)
        #expect(try await prune() == told)
    }

    @Test func positionsAreNotGivenTwice() async throws {
        try await run(1)
        try await run(2)
        let last = try #require(try await store.appends(after: 0, limit: 10).last?.position)
        _ = try await prune()
        #expect(try await store.appends(after: 0, limit: 10).isEmpty)
        try await run(3)
        #expect(try await store.appends(after: last, limit: 10).map { $0.events.first?.run } == [Samples.id(3)])
    }

    @Test(arguments: [true, false]) func fileGivesItsSpaceBack(isOfToday: Bool) async throws {
        if !isOfToday {
            try Database.execute(
                "PRAGMA auto_vacuum = NONE; VACUUM", in: folder.path(SQLiteStore.fileName))
        }
        for number in 1...20 {
            try await run(Int64(number), saying: (0..<2_000).map { "\(number * $0) " }.joined())
        }
        try await run(99, status: .running)
        _ = try await prune()
        #expect(try await Retention(of: store, in: folder.path).reclaim())
        let size = try FileManager.default.attributesOfItem(atPath: folder.path(SQLiteStore.fileName))[.size] as? Int
        #expect(try #require(size) < 150_000)
        #expect(try await store.events(of: Samples.id(99), after: 0).count == 3)
        #expect(try await store.integrityCheck() == [])
    }
}
