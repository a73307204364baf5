import Content
import Core
import Foundation
import Imaging
import Providers
import Store
import TestSupport
import Testing

@Suite struct ImageAgentTests {
    private let bench: AgentBench

    init() throws { bench = try AgentBench() }

    private func perform(_ provider: any ImageProvider) async -> AgentAnswer {
        let agent = ImageAgent(models: ImageModels([provider]), assets: bench.assets, queue: bench.queue)
        return await agent.perform(bench.order("draw/01", uses: "image", asset: "01"), signals: NoSignals())
    }

    private func picture(_ type: MediaType = .png) throws -> [UInt8] {
        let pixels = (0..<96 * 64 * 3).map { UInt8(truncatingIfNeeded: $0 * 7) }
        return try ImageCodec.encode(Raster(width: 96, height: 64, pixels: pixels), as: type)
    }

    private func kept(_ answer: AgentAnswer) throws -> (asset: Asset, bytes: [UInt8]) {
        let asset = try #require(answer.records.compactMap { AssetProduced($0) }.first).asset
        let path = try #require(bench.assets.path(of: asset.sha256))
        return (asset, [UInt8](try Data(contentsOf: URL(filePath: path))))
    }

    @Test(arguments: [
        (ProviderError.throttled(after: .seconds(9)), TaskFailure.Kind.transient(after: .seconds(9))),
        (.unavailable(reason: "down"), .transient(after: nil)), (.refused(reason: "no"), .permanent),
        (.unauthorised(variable: "ARK_API_KEY"), .barred(.service)), (.closed(reason: "no money"), .barred(.service)),
        (.declined(reason: "moderation_blocked"), .barred(.everybody)),
        (.unknownOutcome(taskID: "t1"), .unknownOutcome),
    ])
    func aRefusalIsTheRightKindOfFailure(error: ProviderError, kind: TaskFailure.Kind) async throws {
        let failure = try #require(await perform(CannedProvider(.failure(error))).failure)
        #expect(failure.kind == kind)
        #expect(failure.message.contains("canned"))
    }

    @Test func aDraftIsKeptWithARecordOfItAndItsOriginInTheFile() async throws {
        let (asset, bytes) = try kept(await perform(DraftImageProvider(queue: bench.queue)))
        #expect(asset.key == AssetKey("01") && asset.attempt == 1)
        #expect(asset.seed == Seed(7))
        #expect(asset.size == PixelSize(width: 96, height: 64) && asset.mediaType == .png)
        #expect(asset.bytes == bytes.count)
        #expect(!asset.isSigned)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("algorithmicMedia") && !text.contains("trainedAlgorithmicMedia"))
        #expect(text.contains(asset.model))
        #expect(!text.contains("2023-11-14"), "neither a time nor a run stands in a picture")
        #expect(!text.contains(AgentBench.run.text))
    }

    /// A store on a disk that is nearly full.
    private struct TightStore: AssetStore {
        struct Full: Error {}
        func put(_ bytes: [UInt8]) throws -> SHA256Digest { throw Full() }
        func take(file path: String) throws -> SHA256Digest { throw Full() }
        func path(of digest: SHA256Digest) -> String? { nil }
        func room() -> Int? { 1_000_000 }
    }

    @Test func nothingIsBoughtThatThereIsNoRoomFor() async throws {
        var provider = CannedProvider(.failure(.refused(reason: "it was asked")))
        let order = bench.order("draw/01", uses: "image", asset: "01")
        func failure() async -> TaskFailure? {
            let agent = ImageAgent(models: ImageModels([provider]), assets: TightStore(), queue: bench.queue)
            return await agent.perform(order, signals: NoSignals()).failure
        }
        let paid = try #require(await failure())
        #expect(paid.kind == .needsPerson && paid.message.contains("nothing was bought"), "\(paid)")
        provider.model = Model(
            name: "canned-1", provider: "canned", id: "canned-1", price: ModelPrice(otherImages: .zero))
        #expect(await failure()?.message.contains("it was asked") == true, "it costs nothing to try")
    }

    @Test func theSameOrderGivesTheSameFile() async throws {
        let provider = DraftImageProvider(queue: bench.queue)
        let first = try kept(await perform(provider)).asset
        #expect(try kept(await perform(provider)).asset == first)
    }

    @Test(arguments: [MediaType.png, .jpeg, .webp])
    func aFileKeepsTheTypeInWhichItCameWhateverWasAsked(type: MediaType) async throws {
        let answer = await perform(CannedProvider(bytes: try picture(type), as: .png))
        let (asset, bytes) = try kept(answer)
        #expect(asset.mediaType == type)
        #expect(MediaType(sniffing: bytes) == type)
        #expect(String(decoding: bytes, as: UTF8.self).contains("trainedAlgorithmicMedia"))
        #expect(answer.spending == Spending(settled: MicroDollars(40_000)))
    }

    @Test func bytesThatCameSignedStayUntouched() async throws {
        let file = try picture()
        let chunk: [UInt8] = [0, 0, 0, 4] + Array("caBXjumb".utf8) + [1, 2, 3, 4]
        let signed = Array(file[..<33]) + chunk + file[33...]
        let (asset, bytes) = try kept(await perform(CannedProvider(bytes: signed)))
        #expect(asset.isSigned)
        #expect(bytes == signed)
    }

    @Test(arguments: [[], Array("<html>busy</html>".utf8), [0x89, 0x50, 0x4e, 0x47]])
    func garbageFailsForGoodAndItsPriceIsBooked(bytes: [UInt8]) async throws {
        let answer = await perform(CannedProvider(bytes: bytes))
        #expect(answer.failure?.kind == .permanent)
        #expect(answer.failure?.message.contains("canned-1") == true)
        #expect(answer.spending == Spending(settled: MicroDollars(40_000)))
        #expect(answer.records.isEmpty)
    }

    @Test func aFileThatClaimsToBeGiganticIsNotKept() async throws {
        var bytes = try picture()
        bytes[16] = 0x7f  // The highest byte of the width.
        let answer = await perform(CannedProvider(bytes: bytes))
        #expect(answer.failure?.kind == .permanent)
        #expect(answer.failure?.message.contains("too large") == true)
        #expect(answer.records.isEmpty)
    }

    @Test func aPictureThatCannotBeKeptIsForAPersonToMend() async throws {
        try bench.folder.write("not a folder", to: "state")
        let answer = await perform(CannedProvider(bytes: try picture()))
        #expect(answer.failure?.kind == .needsPerson)
        #expect(answer.spending == Spending(settled: MicroDollars(40_000)))
    }

    @Test func anAssetThatTheBriefDoesNotNameIsRefused() async {
        let agent = ImageAgent(
            models: ImageModels([CannedProvider(bytes: [])]), assets: bench.assets, queue: bench.queue)
        let order = bench.order("draw/99", uses: "image", asset: "99")
        #expect(agent.offers(for: order) == [])
        #expect(await agent.perform(order, signals: NoSignals()).failure?.kind == .permanent)
    }

    @Test func whatCostsMoneyIsNotRepeatable() {
        let paid = ImageAgent(
            models: ImageModels([CannedProvider(bytes: [])]), assets: bench.assets, queue: bench.queue)
        let free = ImageAgent(
            models: ImageModels([DraftImageProvider(queue: bench.queue)]), assets: bench.assets, queue: bench.queue)
        let order = bench.order("draw/01", uses: "image", asset: "01")
        #expect(paid.offers(for: order)?.map(\.isRepeatable) == [false])
        #expect(free.offers(for: order)?.map(\.isRepeatable) == [true])
        #expect(paid.offers(for: order)?.map(\.price) == [MicroDollars(50_000)])
    }
}
