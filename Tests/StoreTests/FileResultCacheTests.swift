import Core
import Crypto
import Foundation
import Store
import TestSupport
import Testing

@Suite struct FileResultCacheTests {
    private let folder: TemporaryFolder
    private let assets: FileAssetStore
    private let time = ManualTime()
    private let cache: FileResultCache
    private static let key = SHA256.digest(of: "a request")

    init() throws {
        folder = try TemporaryFolder()
        assets = FileAssetStore(in: folder.path("state"))
        cache = FileResultCache(in: folder.path("state"), assets: assets, time: time)
    }

    private func made(_ text: String = "picture", seed: Int? = 7) async throws -> CachedResult {
        CachedResult(
            sha256: try await assets.put(Array(text.utf8)), mediaType: .png, size: PixelSize(width: 4, height: 3),
            bytes: text.utf8.count, isSigned: true, seed: seed.flatMap { Seed($0) }, provider: "p", model: "m",
            prompt: "A red boat", cost: MicroDollars(40_000))
    }

    private func record(_ key: SHA256Digest = Self.key) -> String {
        folder.path("state/cache/\(key.hex.prefix(2))/\(key).json")
    }

    @Test func whatWasKeptComesBackAlsoInAnotherProcess() async throws {
        #expect(try await cache.result(for: Self.key, since: nil) == nil)
        for seed in [7, nil] {
            let result = try await made(seed: seed)
            try await cache.keep(result, for: Self.key)
            #expect(try await cache.result(for: Self.key, since: nil) == result)
            let other = FileResultCache(in: folder.path("state"), assets: assets, time: time)
            #expect(try await other.result(for: Self.key, since: nil) == result)
        }
        #expect(try await cache.result(for: SHA256.digest(of: "another"), since: nil) == nil)
    }

    @Test func aVideoComesBackWithItsStillsOrNotAtAll() async throws {
        let (poster, last) = (try await assets.put([1]), try await assets.put([2]))
        let film = Film(duration: .milliseconds(4500), framesPerSecond: 23.976, poster: poster, lastFrame: last)
        let made = CachedResult(
            sha256: try await assets.put([3]), mediaType: .mp4, size: PixelSize(width: 4, height: 2), bytes: 1,
            isSigned: false, seed: nil, provider: "p", model: "m", prompt: "A boat", cost: MicroDollars(9), film: film)
        try await cache.keep(made, for: Self.key)
        #expect(try await cache.result(for: Self.key, since: nil) == made)
        try FileManager.default.removeItem(atPath: try #require(assets.path(of: last)))
        #expect(try await cache.result(for: Self.key, since: nil) == nil)
        #expect(await cache.entries().map(\.isPresent) == [false])
    }

    @Test func anAnswerComesBackAndIsNoFile() async throws {
        let answer = CachedAnswer(
            text: "{\"a\": 1}\n", provider: "p", model: "m", purpose: "judge", cost: MicroDollars(7))
        try await cache.keep(answer, for: Self.key)
        #expect(try await cache.answer(for: Self.key, since: nil) == answer)
        #expect(try await cache.result(for: Self.key, since: nil) == nil)
        let later = Timestamp(milliseconds: time.now().milliseconds + 1)
        #expect(try await cache.answer(for: Self.key, since: later) == nil)
        #expect(await cache.entries().map(\.content) == [.answer(answer)])
        #expect(try await cache.prune(madeBefore: time.now(), isDryRun: false).isEmpty, "it needs no file")
        #expect(try await cache.prune(madeBefore: later, isDryRun: false) == [Self.key])
        try await cache.keep(try await made(), for: Self.key)
        #expect(try await cache.answer(for: Self.key, since: nil) == nil)
    }

    @Test func whatWasGivenUpIsHandedOnAsWhatWasChosen() async throws {
        let (first, second) = (Self.key, SHA256.digest(of: "another request"))
        let (givenUp, chosen) = (try await made("first", seed: 7), try await made("second", seed: 8))
        try await cache.keep(givenUp, for: first)
        try await cache.keep(chosen, for: second)
        let choice = FileResultCache.Choice(chosen.sha256, from: 2)
        let records = await cache.records(of: [givenUp.sha256: choice])
        #expect(Set(records.keys) == [first])
        // A host with an empty disk that was handed the one file alone.
        let elsewhere = FileAssetStore(in: folder.path("elsewhere"))
        let other = FileResultCache(in: folder.path("elsewhere"), assets: elsewhere, time: time)
        try await other.adopt(try #require(records[first]), for: first)
        #expect(try await other.result(for: first, since: nil) == nil, "its file is not there")
        _ = try await elsewhere.put(Array("second".utf8))
        let found = try #require(try await other.result(for: first, since: nil))
        #expect(found.sha256 == chosen.sha256 && found.seed == Seed(8) && found.standsFor == 2)
        #expect(await cache.records(of: [SHA256.digest(of: "x"): choice]).isEmpty)
    }

    @Test func anAnswerIsHandedOn() async throws {
        let answer = CachedAnswer(text: "{}", provider: "p", model: "m", purpose: "judge", cost: MicroDollars(7))
        try await cache.keep(answer, for: Self.key)
        let record = try #require(await cache.record(ofAnswer: Self.key))
        let elsewhere = FileAssetStore(in: folder.path("elsewhere"))
        let other = FileResultCache(in: folder.path("elsewhere"), assets: elsewhere, time: time)
        try await other.adopt(record, for: SHA256.digest(of: "another request"))
        #expect(await other.entries().isEmpty, "it answers another question")
        try await other.adopt(record, for: Self.key)
        #expect(try await other.answer(for: Self.key, since: nil) == answer)
        try await cache.keep(try await made(), for: Self.key)
        #expect(await cache.record(ofAnswer: Self.key) == nil)
    }

    @Test func whatWasMadeTooEarlyDoesNotCount() async throws {
        let result = try await made()
        try await cache.keep(result, for: Self.key)
        #expect(try await cache.result(for: Self.key, since: time.now()) == result)
        let later = Timestamp(milliseconds: time.now().milliseconds + 1)
        #expect(try await cache.result(for: Self.key, since: later) == nil)
    }

    @Test func aFileThatIsNotWhatItsNameSaysIsNeverServed() async throws {
        let result = try await made()
        try await cache.keep(result, for: Self.key)
        let path = try #require(assets.path(of: result.sha256))
        try Data("tampered".utf8).write(to: URL(filePath: path))
        #expect(try await cache.result(for: Self.key, since: nil) == nil)
        try FileManager.default.removeItem(atPath: path)
        #expect(try await cache.result(for: Self.key, since: nil) == nil)
        #expect(await cache.entries().map(\.isPresent) == [false])
    }

    @Test(arguments: ["", "{", "[]", "{\"key\":\"x\"}", "cut"])
    func aRecordThatCannotBeReadIsNone(text: String) async throws {
        try await cache.keep(try await made(), for: Self.key)
        var bytes = try Data(contentsOf: URL(filePath: record()))
        bytes = text == "cut" ? bytes.prefix(bytes.count / 2) : Data(text.utf8)
        try bytes.write(to: URL(filePath: record()))
        #expect(try await cache.result(for: Self.key, since: nil) == nil)
        #expect(await cache.entries().isEmpty)
        let again = try await made("another")
        try await cache.keep(again, for: Self.key)
        #expect(try await cache.result(for: Self.key, since: nil) == again)
    }

    @Test func aRecordUnderAnothersNameIsNotServed() async throws {
        try await cache.keep(try await made(), for: Self.key)
        var other = SHA256.digest(of: "0")
        var number = 0
        while other.hex.prefix(2) != Self.key.hex.prefix(2) {
            number += 1
            other = SHA256.digest(of: "\(number)")
        }
        try FileManager.default.copyItem(atPath: record(), toPath: record(other))
        #expect(try await cache.result(for: other, since: nil) == nil)
    }

    @Test func aFileThatIsReusedIsTakenForWantedByWhoSweeps() async throws {
        let result = try await made()
        try await cache.keep(result, for: Self.key)
        let path = try #require(assets.path(of: result.sha256))
        let long = Date(timeIntervalSince1970: 1_000)
        try FileManager.default.setAttributes([.modificationDate: long], ofItemAtPath: path)
        _ = try await cache.result(for: Self.key, since: nil)
        let time = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
        #expect(try #require(time) > long)
    }

    @Test func pruningForgetsWhatIsOldAndWhatHasLostItsFileAndNothingElse() async throws {
        let (old, lost, young) = (SHA256.digest(of: "1"), SHA256.digest(of: "2"), SHA256.digest(of: "3"))
        try await cache.keep(try await made("old"), for: old)
        let cutoff = Timestamp(milliseconds: time.now().milliseconds + 60_000)
        try await time.sleep(for: .seconds(120))
        let gone = try await made("lost")
        try await cache.keep(gone, for: lost)
        try FileManager.default.removeItem(atPath: try #require(assets.path(of: gone.sha256)))
        try await cache.keep(try await made("young"), for: young)
        #expect(Set(try await cache.prune(madeBefore: cutoff, isDryRun: true)) == [old, lost])
        #expect(await cache.entries().count == 3)
        #expect(Set(try await cache.prune(madeBefore: cutoff, isDryRun: false)) == [old, lost])
        #expect(await cache.entries().map(\.key) == [young])
        #expect(try await cache.prune(madeBefore: cutoff, isDryRun: false).isEmpty)
    }

    @Test func halvesOfRecordsAreSweptAndNeverRead() async throws {
        try await cache.keep(try await made(), for: Self.key)
        let half = record() + ".part-1-1"
        try Data("{".utf8).write(to: URL(filePath: half))
        #expect(await cache.entries().count == 1)
        _ = try await cache.prune(madeBefore: Timestamp(milliseconds: 0), isDryRun: false)
        #expect(!FileManager.default.fileExists(atPath: half))
        #expect(await cache.entries().count == 1)
    }

    @Test func manyWritersAndReadersNeverMeetHalfARecord() async throws {
        let results = try await [made("one"), made("two"), made("three")]
        let caches = (0..<3).map { _ in FileResultCache(in: folder.path("state"), assets: assets, time: time) }
        try await caches[0].keep(results[0], for: Self.key)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for round in 0..<60 {
                group.addTask {
                    try await caches[round % 3].keep(results[round % 3], for: Self.key)
                    return true
                }
                group.addTask {
                    let found = try await caches[(round + 1) % 3].result(for: Self.key, since: nil)
                    return found.map(results.contains) ?? false
                }
                group.addTask {
                    _ = try await caches[(round + 2) % 3].prune(madeBefore: Timestamp(milliseconds: 0), isDryRun: false)
                    return true
                }
            }
            for try await isWhole in group { #expect(isWhole) }
        }
    }
}
