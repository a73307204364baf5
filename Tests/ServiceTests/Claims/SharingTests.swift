import Content
import Core
import Crypto
import Foundation
import Store
import TestSupport
import Testing

@testable import Service

/// What goes along from host to host, and what is too large to.
@Suite struct SharingTests {
    private static let issue = IssueIdentity.github(repository: "acme/posters", number: 12)
    private static let name = IssueClaim.name(of: 12)
    private let folder: TemporaryFolder
    private let shelf = MemoryShelf()
    private let time = StillTime()

    init() throws { folder = try TemporaryFolder() }

    /// One host with a disk of its own.
    private struct Host {
        let store: SQLiteStore
        let assets: FileAssetStore
        let results: FileResultCache
        let claim: IssueClaim
    }

    private func host(_ name: String, _ terms: ClaimTerms = ClaimTerms()) async throws -> Host {
        let assets = FileAssetStore(in: folder.path(name))
        let results = FileResultCache(in: folder.path(name), assets: assets, time: time)
        let store = try SQLiteStore(in: folder.path(name))
        let office = ClaimOffice(
            on: shelf, store: store, assets: assets, results: results,
            holder: ClaimHolder(id: name, who: "The host \(name)"), repository: "acme/posters", time: time, terms: terms
        )
        return Host(
            store: store, assets: assets, results: results, claim: try #require(await office.claim(of: Self.issue)))
    }

    /// A run that names files in its only event.
    private func run(naming files: [SHA256Digest]) -> EventBatch {
        var bits = SplitMix64(seed: 1)
        let id = RunID(at: time.now(), using: &bits)
        let names = JSONValue.array(files.map { .string($0.hex) })
        let event = StoredEvent(
            sequence: 1, run: id, time: time.now(), actor: "engine", causation: nil, type: "note", version: 1,
            payload: JSONValue.object(["files": names]).text)
        let summary = RunSummary(
            id: id, issue: Self.issue, issueTitle: "Posters", author: "ada", status: .running, requestDigest: "d",
            createdAt: time.now(), finishedAt: nil, reserved: .zero, spent: .zero, unknown: .zero, budget: nil,
            assets: 1, due: nil, lastSequence: 1, details: nil)
        return EventBatch(run: id, events: [event], summary: summary, tasks: [], outbox: [])
    }

    @Test func whatATextModelAnsweredGoesAlong() async throws {
        let host = try await host("one")
        let (asked, told) = (SHA256.digest(of: "a question"), SHA256.digest(of: "another"))
        let answer = CachedAnswer(text: "{}", provider: "p", model: "m", purpose: "judge", cost: MicroDollars(7))
        let elsewhere = SHA256.digest(of: "of another issue")
        try await host.results.keep(answer, for: told)
        try await host.results.keep(answer, for: elsewhere)
        let batch = run(naming: [])
        try await host.claim.take(waits: false)
        let cache = ClaimedResults(host.results, under: host.claim)
        try await cache.keep(answer, for: asked)
        #expect(try await cache.answer(for: told, since: nil) == answer)
        #expect(try await cache.answer(for: SHA256.digest(of: "never asked"), since: nil) == nil)
        try await ClaimedLog(host.store, under: host.claim).create(batch)
        try await host.claim.giveUp()
        let paths = await shelf.paths(of: Self.name)
        #expect(paths.contains("cache/\(asked).json") && paths.contains("cache/\(told).json"))
        #expect(!paths.contains("cache/\(elsewhere).json"), "what this run has not asked is nobody's business here")
    }

    @Test func whatIsTooLargeIsTold() async throws {
        var terms = ClaimTerms()
        terms.largestFile = 20
        terms.largestKept = 10
        let host = try await host("one", terms)
        var files: [SHA256Digest] = []
        for count in [5, 15, 25, 35] { files.append(try await host.assets.put(Array(repeating: 7, count: count))) }
        let batch = run(naming: files)
        try await host.claim.take(waits: false)
        try await ClaimedLog(host.store, under: host.claim).create(batch)
        let parcel = Parcel(
            run: batch.run, issue: Self.issue, subject: "Add",
            files: zip(["a.png", "b.png", "c.png"], files).compactMap { name, file in
                host.assets.path(of: file).map { Parcel.File(path: name, content: .file(path: $0)) }
            }, time: time.now())
        let target = ClaimedTarget(Plain(), under: host.claim)
        let note = try #require(try await target.deliver(parcel).note)
        #expect(note.hasPrefix("It went well. Too large to be kept in the repository for other hosts: "), "\(note)")
        #expect(note.contains("b.png (15 B), c.png (25 B), 1 file that was made on the way (35 B)."), "\(note)")
        #expect(note.contains("made, and paid for, again"))
        let paths = await shelf.paths(of: Self.name)
        #expect(paths.contains("files/\(files[0])") && paths.contains("files/\(files[1])"))
        #expect(!paths.contains("files/\(files[2])") && !paths.contains("files/\(files[3])"))
        try await host.claim.giveUp()
    }

    /// A clock that stands still: who sleeps is woken by being cancelled.
    private struct StillTime: TimeSource {
        func now() -> Timestamp { Timestamp(milliseconds: 1_700_000_000_000) }
        func sleep(for duration: Duration) async throws { try await Task.sleep(for: .seconds(86_400)) }
    }

    private struct Plain: DeliveryTarget {
        func deliver(_ parcel: Parcel) async throws(TaskFailure) -> DeliveryMade {
            DeliveryMade(branch: nil, commit: nil, pushedTo: nil, folder: "/out", note: "It went well.")
        }
    }
}
