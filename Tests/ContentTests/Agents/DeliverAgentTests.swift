import Content
import Core
import Foundation
import Store
import TestSupport
import Testing

@Suite struct DeliverAgentTests {
    private var bench: AgentBench
    private let target: FolderTarget

    init() throws {
        bench = try AgentBench(count: 2)
        target = FolderTarget(folder: bench.folder.path("out"))
    }

    private func perform(tryNumber: Int = 1, to target: any DeliveryTarget) async -> AgentAnswer {
        await DeliverAgent(target: target, assets: bench.assets).perform(
            bench.order("deliver", uses: "deliver", tryNumber: tryNumber, retry: RetryPolicy(tries: 3)),
            signals: NoSignals())
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOf: URL(filePath: bench.folder.path("out/" + path)), encoding: .utf8)
    }

    @Test func whereNothingWasMadeNothingIsDelivered() async throws {
        let failure = try #require(await perform(to: target).failure)
        #expect(failure.kind == .permanent)
        #expect(!FileManager.default.fileExists(atPath: bench.folder.path("out")))
    }

    @Test mutating func aPictureWhoseFileIsGoneStopsTheWholeDelivery() async throws {
        try await bench.make("01", bytes: [1])
        let gone = try await bench.make("02", bytes: [2])
        try FileManager.default.removeItem(atPath: try #require(bench.assets.path(of: gone.sha256)))
        #expect(await perform(to: target).failure?.kind == .permanent)
        #expect(!FileManager.default.fileExists(atPath: bench.folder.path("out")))
    }

    @Test mutating func whatWasMadeIsDeliveredThoughSomethingIsMissing() async throws {
        try await bench.make("01", bytes: [1])
        let answer = await perform(to: target)
        #expect(answer.records.compactMap { DeliveryMade($0) }.first?.folder == bench.folder.path("out"))
        let names = try FileManager.default.contentsOfDirectory(atPath: bench.folder.path("out/assets/posters"))
            .sorted()
        #expect(names == ["lighthouse-posters-01.json", "lighthouse-posters-01.png", "manifest.json"])
    }

    @Test mutating func theBestAttemptIsDelivered() async throws {
        for (attempt, score) in [(1, 70.0), (2, 91), (3, 91)] {
            try await bench.make("01", attempt: attempt, bytes: [UInt8(attempt)])
            bench.judge("01", attempt: attempt, score: score)
        }
        _ = await perform(to: target)
        let file = URL(filePath: bench.folder.path("out/assets/posters/lighthouse-posters-01.png"))
        #expect([UInt8](try Data(contentsOf: file)) == [2], "the earliest of the best")
    }

    @Test mutating func theSidecarHoldsAllThatIsNeededToMakeItAgain() async throws {
        bench.brief.negativePrompt = "people"
        bench.brief.style = "watercolour"
        bench.brief.palette = [try #require(PaletteColour("#1b2a49"))]
        let asset = try await bench.make("01", bytes: [1])
        bench.judge("01", score: 91)
        _ = await perform(to: target)
        let sidecar = try JSONValue(parsing: try text("assets/posters/lighthouse-posters-01.json"))
        #expect(sidecar["sha256"]?.string == asset.sha256.hex)
        #expect(sidecar["prompt"]?.string == bench.brief.prompt)
        #expect(sidecar["seed"]?.integer == 1 && sidecar["baseSeed"]?.integer == 7)
        #expect(sidecar["provider"]?.string == "draft" && sidecar["model"]?.string == "draft-1")
        #expect(sidecar["score"]?.number == 91 && sidecar["attempt"]?.integer == 1)
        #expect(sidecar["run"]?.string == AgentBench.run.text)
        #expect(sidecar["issue"]?.string == "posters.md", "the path of somebody's machine stays there")
        let request = try #require(sidecar["request"])
        #expect(request["size"]?.string == "96x64" && request["format"]?.string == "png")
        #expect(request["negativePrompt"]?.string == "people" && request["style"]?.string == "watercolour")
        #expect(request["palette"] == .array(["#1b2a49"]))
        let manifest = try JSONValue(parsing: try text("assets/posters/manifest.json"))
        #expect(manifest["assets"] == .array([sidecar]))
        #expect(manifest["brief"] == bench.brief.json)
    }

    @Test mutating func aRemoteThatStaysAwayIsAQuestionForAPersonInTheEnd() async throws {
        try await bench.make("01", bytes: [1])
        let away = AwayTarget()
        #expect(await perform(tryNumber: 1, to: away).failure?.kind == .transient(after: nil))
        #expect(await perform(tryNumber: 3, to: away).failure?.kind == .needsPerson)
    }

    @Test mutating func whatIsLargeLiesOnTheShelfAndItsAddressInTheManifest() async throws {
        try await bench.make("01", bytes: [1])
        let large = try await bench.make("02", bytes: [2, 2, 2])
        let answer = await DeliverAgent(
            target: target, assets: bench.assets, shelf: CannedShelf(largestPlainFile: 2)
        ).perform(
            bench.order("deliver", uses: "deliver", tryNumber: 1, retry: RetryPolicy(tries: 3)), signals: NoSignals())
        let names = try FileManager.default.contentsOfDirectory(atPath: bench.folder.path("out/assets/posters"))
            .sorted()
        #expect(
            names == [
                "lighthouse-posters-01.json", "lighthouse-posters-01.png", "lighthouse-posters-02.json",
                "manifest.json",
            ])
        let address = "https://shelf.example.org/\(large.sha256.hex).png"
        let sidecar = try JSONValue(parsing: try text("assets/posters/lighthouse-posters-02.json"))
        #expect(sidecar["url"]?.string == address && sidecar["path"] == .null)
        #expect(sidecar["sha256"]?.string == large.sha256.hex)
        let manifest = try JSONValue(parsing: try text("assets/posters/manifest.json"))
        #expect(manifest["assets"]?.array?[1]["url"]?.string == address)
        #expect(manifest["assets"]?.array?[0]["url"] == nil)
        let made = try #require(answer.records.compactMap { DeliveryMade($0) }.first)
        #expect(made.elsewhere == ["assets/posters/lighthouse-posters-02.png": address])
        #expect(DeliveryMade(made.record) == made)
    }

    @Test mutating func aShelfThatTakesNothingStopsTheWholeDelivery() async throws {
        try await bench.make("01", bytes: [1])
        try await bench.make("02", bytes: [2, 2, 2])
        let answer = await DeliverAgent(
            target: target, assets: bench.assets, shelf: CannedShelf(largestPlainFile: 2, isClosed: true)
        ).perform(
            bench.order("deliver", uses: "deliver", tryNumber: 1, retry: RetryPolicy(tries: 3)), signals: NoSignals())
        #expect(answer.failure?.kind == .needsPerson)
        #expect(!FileManager.default.fileExists(atPath: bench.folder.path("out")))
    }
}

/// A target that is never there.
private struct AwayTarget: DeliveryTarget {
    func deliver(_ parcel: Parcel) async throws(TaskFailure) -> DeliveryMade {
        throw TaskFailure(.transient(after: nil), "the remote does not answer")
    }
}

/// A shelf without a store behind it.
private struct CannedShelf: FileShelf {
    let largestPlainFile: Int
    var isClosed = false

    func takes(_ bytes: Int) -> Bool { bytes > largestPlainFile }

    func keep(
        fileAt path: String, bytes: Int, sha256: SHA256Digest, mediaType: MediaType
    ) async throws(TaskFailure) -> String {
        if isClosed { throw TaskFailure(.needsPerson, "the shelf is closed") }
        return "https://shelf.example.org/\(sha256.hex).\(mediaType.fileExtension)"
    }
}
