import Core
import Crypto
import Foundation
import Store
import TestSupport
import Testing

/// How what another host has left comes into this host's history: runs and what they bought.
@Suite struct AdoptTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(in: folder.path("state"))
    }

    private static let day = 20_000
    private static let entry = LedgerEntry(day: day, booked: MicroDollars(30), reserved: MicroDollars(5))

    /// A run as another host tells of it: all of its events, which say `payload`, and the rows that follow from them.
    private func whole(
        _ last: Int, of run: RunID = Samples.run, payload: String = #"{"a":1}"#, from changed: Int = 1,
        status: TaskStatus = .running, outbox: [OutboxEntry] = []
    ) -> EventBatch {
        EventBatch(
            run: run,
            events: (1...last).map { number in
                number < changed ? Samples.event(number, of: run) : Samples.event(number, of: run, payload: payload)
            }, summary: Samples.summary(of: run, last: last), tasks: [Samples.task("draw/01", status)], outbox: outbox)
    }

    // MARK: What is refused or left out

    @Test func aRunOfAnIssueThatHasAnotherLiveOneHereIsRefusedAndNothingIsWritten() async throws {
        try await store.create(Samples.batch(1...2))
        let other = Samples.id(2)
        await #expect(throws: RunLogError.alreadyLive(Samples.run)) {
            try await store.adopt(
                whole(3, of: other), ledger: [Self.entry], letters: [KeptLetter(key: "k", payload: "{}")])
        }
        #expect(try await store.run(other) == nil)
        #expect(try await store.runs(limit: 10).map(\.id) == [Samples.run])
        await #expect(throws: RunLogError.unknownRun(other)) { _ = try await store.events(of: other, after: 0) }
        #expect(try await store.integrityCheck().isEmpty)
    }

    @Test func whatIsFurtherHereStaysAsItIs() async throws {
        try await store.create(Samples.batch(1...5, tasks: [Samples.task("draw/01", .succeeded)]))
        let isChanged = try await store.adopt(whole(3), ledger: [Self.entry], letters: [])
        #expect(!isChanged)
        #expect(try await store.events(of: Samples.run, after: 0).count == 5)
        #expect(try await store.tasks(of: Samples.run).map(\.status) == [.succeeded])
        #expect(try await store.ledger(of: Samples.run).isEmpty)
        #expect(try await store.run(Samples.run)?.lastSequence == 5)
    }

    @Test func aRecordThatIsNotWhatItsNameSaysIsLeftOut() async throws {
        let assets = FileAssetStore(in: folder.path("state"))
        let cache = FileResultCache(in: folder.path("state"), assets: assets, time: ManualTime())
        let key = SHA256.digest(of: "a request")
        for record in ["", "no JSON", "{}", #"{"key": "\#(key.hex)"}"#, #"{"key": "abc", "madeAt": 1}"#] {
            try await cache.adopt(Array(record.utf8), for: key)
        }
        #expect(await cache.entries().isEmpty)
    }

    // MARK: What is taken in

    @Test func aRunThatIsNotHereIsTakenInWhole() async throws {
        let batch = whole(4, outbox: [OutboxEntry(kind: "comment", wanted: 4)])
        let letters = [KeptLetter(key: "seen", payload: nil), KeptLetter(key: "open", payload: #"{"b":2}"#)]
        #expect(try await store.adopt(batch, ledger: [Self.entry], letters: letters))
        #expect(try await store.events(of: Samples.run, after: 0) == batch.events)
        #expect(try await store.tasks(of: Samples.run) == batch.tasks)
        #expect(try await store.ledger(of: Samples.run) == [Self.entry])
        #expect(try await store.owed(by: Samples.run) == batch.outbox)
        #expect(try await store.inbox(of: Samples.run).map(\.key) == ["open"])
        #expect(try await store.letters(of: Samples.run) == letters)
        // What was taken in elsewhere does not count a second time here.
        try await store.deliver(Samples.entry("seen"), to: Samples.run)
        #expect(try await store.inbox(of: Samples.run).map(\.key) == ["open"])
        #expect(try await store.integrityCheck().isEmpty)
        // The run goes on from there.
        try await store.append(Samples.batch(5...5))
        #expect(try await store.run(Samples.run)?.lastSequence == 5)
    }

    @Test func aRunThatIsFurtherElsewhereGoesOnWhereItStandsThere() async throws {
        try await store.create(Samples.batch(1...2, tasks: [Samples.task("draw/01", .running)]))
        try await store.deliver(Samples.entry("own"), to: Samples.run)
        let batch = whole(5, status: .succeeded)
        #expect(try await store.adopt(batch, ledger: [Self.entry], letters: []))
        #expect(try await store.events(of: Samples.run, after: 0) == batch.events)
        #expect(try await store.tasks(of: Samples.run).map(\.status) == [.succeeded])
        #expect(try await store.inbox(of: Samples.run).map(\.key) == ["own"], "nobody has taken it in yet")
        // A second time there is nothing new in it.
        #expect(try await !store.adopt(batch, ledger: [Self.entry], letters: []))
        #expect(try await store.ledger(of: Samples.run) == [Self.entry], "and nothing is booked twice")
    }

    @Test func aRunThatWentAnotherWayHereGivesWay() async throws {
        try await store.create(
            Samples.batch(
                1...6, tasks: [Samples.task("draw/01", .failed), Samples.task("draw/02", .running)],
                outbox: [OutboxEntry(kind: "label", wanted: 6)]))
        try await store.deliver(Samples.entry("own"), to: Samples.run)
        let batch = whole(4, payload: #"{"a":2}"#, from: 3, status: .succeeded)
        #expect(try await store.adopt(batch, ledger: [Self.entry], letters: []))
        #expect(try await store.events(of: Samples.run, after: 0) == batch.events, "those beyond are gone as well")
        #expect(try await store.tasks(of: Samples.run) == batch.tasks)
        #expect(try await store.owed(by: Samples.run).isEmpty)
        #expect(try await store.ledger(of: Samples.run) == [Self.entry])
        #expect(try await store.inbox(of: Samples.run).map(\.key) == ["own"])
        #expect(try await store.integrityCheck().isEmpty)
        await #expect(throws: RunLogError.conflict(sequence: 4)) { try await store.append(Samples.batch(4...4)) }
    }

    @Test func aLetterThatWasTakenInElsewhereIsNoLongerOpenHere() async throws {
        try await store.create(Samples.batch(1...3))
        for key in ["a", "b"] { try await store.deliver(Samples.entry(key), to: Samples.run) }
        let letters = [KeptLetter(key: "a", payload: nil), KeptLetter(key: "c", payload: #"{"c":3}"#)]
        for _ in 1...2 { try await store.adopt(whole(2), ledger: [], letters: letters) }
        #expect(try await store.inbox(of: Samples.run).map(\.key) == ["b", "c"])
    }

    @Test func aRecordOfWhatWasBoughtIsKeptUnlessThereIsOne() async throws {
        let assets = FileAssetStore(in: folder.path("state"))
        let cache = FileResultCache(in: folder.path("state"), assets: assets, time: ManualTime())
        let elsewhere = FileResultCache(
            in: folder.path("elsewhere"), assets: FileAssetStore(in: folder.path("elsewhere")), time: ManualTime())
        func result(_ cost: Int64) async throws -> CachedResult {
            let bytes = Array("picture".utf8)
            _ = try await FileAssetStore(in: folder.path("elsewhere")).put(bytes)
            return CachedResult(
                sha256: try await assets.put(bytes), mediaType: .png, size: PixelSize(width: 4, height: 3),
                bytes: bytes.count, isSigned: false, seed: Seed(7), provider: "p", model: "m", prompt: "A red boat",
                cost: MicroDollars(cost))
        }
        let (key, theirs) = (SHA256.digest(of: "a request"), try await result(40_000))
        try await elsewhere.keep(theirs, for: key)
        let record = try #require(await elsewhere.records(of: [theirs.sha256])[key])
        try await cache.adopt(record, for: SHA256.digest(of: "another request"))
        #expect(await cache.entries().isEmpty, "it is the answer to the request that it names")
        try await cache.adopt(record, for: key)
        #expect(try await cache.result(for: key, since: nil) == theirs)
        let own = try await result(1)
        try await cache.keep(own, for: key)
        try await cache.adopt(record, for: key)
        #expect(try await cache.result(for: key, since: nil) == own)
    }
}
