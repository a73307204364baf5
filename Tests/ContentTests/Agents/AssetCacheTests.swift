import Content
import Core
import Foundation
import Imaging
import Store
import Synchronization
import TestSupport
import Testing

@Suite struct AssetCacheTests {
    private let bench: AgentBench
    private let results: FileResultCache

    init() throws {
        bench = try AgentBench(count: 2)
        results = FileResultCache(
            in: bench.folder.path("state"), assets: bench.assets, time: ManualTime(AgentBench.createdAt))
    }

    /// Counts what is bought; every picture is another one.
    private final class Shop: ImageProvider {
        let model: Model
        let bought = Mutex(0)

        init(takesSeed: Bool = true, id: String = "shop-1", options: [String: JSONValue] = [:]) {
            model = Model(
                name: "shop", provider: "canned", id: id, takesSeed: takesSeed,
                price: ModelPrice(otherImages: MicroDollars(50_000)), options: options)
        }

        func image(for request: ImageRequest) async throws(ProviderError) -> GeneratedMedia {
            let number = bought.withLock { count in
                count += 1
                return count
            }
            let pixels = (0..<96 * 64 * 3).map { UInt8(truncatingIfNeeded: $0 * (5 + number)) }
            guard let bytes = try? ImageCodec.encode(Raster(width: 96, height: 64, pixels: pixels), as: .png) else {
                throw .unavailable(reason: "no picture")
            }
            return GeneratedMedia(bytes: bytes, mediaType: .png, seed: nil, cost: MicroDollars(50_000))
        }
    }

    private func perform(
        _ shop: Shop, asset: String = "01", attempt: Int = 1, tryNumber: Int = 1, seed: UInt32 = 7,
        isFresh: Bool = false,
        cache: FileResultCache? = nil, editing: (inout Brief) -> Void = { _ in }
    ) async throws -> (asset: Asset, spending: Spending) {
        var bench = bench
        editing(&bench.brief)
        let agent = ImageAgent(
            models: ImageModels([shop]), assets: bench.assets, queue: bench.queue,
            cache: AssetCache(cache ?? results, isFresh: isFresh))
        let order = bench.order(
            TaskID("draw/\(asset)"), uses: "image", asset: asset, attempt: attempt, tryNumber: tryNumber, seed: seed)
        let answer = await agent.perform(order, signals: NoSignals())
        return (try #require(answer.records.compactMap { AssetProduced($0) }.first).asset, answer.spending)
    }

    @Test(arguments: [true, false]) func anEqualRequestIsNotBoughtAgain(takesSeed: Bool) async throws {
        let shop = Shop(takesSeed: takesSeed)
        let first = try await perform(shop)
        #expect(first.spending == Spending(settled: MicroDollars(50_000)) && !first.asset.isReused)
        let again = try await perform(shop)
        #expect(again.spending == .nothing && again.asset.cost == .zero && again.asset.isReused)
        #expect(again.asset.sha256 == first.asset.sha256 && again.asset.seed == first.asset.seed)
        #expect(again.asset.isReproducible == takesSeed)
        #expect(again.asset.prompt == first.asset.prompt && again.asset.size == first.asset.size)
        #expect(shop.bought.withLock { $0 } == 1)
    }

    /// A process that dies between a service's answer and the event that tells of it has spent what the picture cost.
    @Test func whatATryCutShortHasMadeIsTheRunsOwnAndCostWhatItCost() async throws {
        let shop = Shop()
        let lost = try await perform(shop)
        let again = try await perform(shop, tryNumber: 2)
        #expect(shop.bought.withLock { $0 } == 1)
        #expect(again.asset == lost.asset && !again.asset.isReused)
        #expect(again.spending == Spending(settled: MicroDollars(50_000)))
    }

    @Test func whateverDecidesWhatIsMadeMakesItAnotherRequest() async throws {
        let shop = Shop()
        _ = try await perform(shop)
        _ = try await perform(shop, seed: 8)
        _ = try await perform(shop, attempt: 2)
        _ = try await perform(shop) { $0.prompt = "A red lighthouse at dawn" }
        _ = try await perform(shop) { $0.negativePrompt = "text" }
        _ = try await perform(shop) { $0.style = "ink" }
        _ = try await perform(shop) { $0.size = PixelSize(width: 64, height: 64) }
        _ = try await perform(shop) { $0.format = .webp }
        _ = try await perform(shop) { $0.palette = [PaletteColour("navy")].compactMap(\.self) }
        #expect(shop.bought.withLock { $0 } == 9)
        let other = Shop(id: "shop-2")
        _ = try await perform(other)
        let sharper = Shop(options: ["quality": "high"])
        _ = try await perform(sharper)
        #expect(other.bought.withLock { $0 } == 1 && sharper.bought.withLock { $0 } == 1)
    }

    @Test func whatDoesNotDecideWhatIsMadeDoesNot() async throws {
        let shop = Shop()
        _ = try await perform(shop)
        let again = try await perform(shop) { brief in
            brief.threshold = 10
            brief.attempts = 9
            brief.outputPath = "elsewhere/"
        }
        #expect(again.asset.isReused)
        let other = try await perform(shop, asset: "02")
        #expect(other.asset.isReused && other.asset.key == AssetKey("02"), "which asset it is for does not matter")
    }

    @Test func aFreshRunReusesOnlyWhatItHasMadeItself() async throws {
        let shop = Shop()
        let earlier = FileResultCache(
            in: bench.folder.path("state"), assets: bench.assets,
            time: ManualTime(Timestamp(milliseconds: AgentBench.createdAt.milliseconds - 1)))
        _ = try await perform(shop, cache: earlier)
        #expect(try await !perform(shop, isFresh: true).asset.isReused)
        #expect(try await perform(shop, isFresh: true).asset.isReused, "a try made again after a crash buys nothing")
        #expect(shop.bought.withLock { $0 } == 2)
    }

    @Test func aFileThatIsGoneOrAlteredIsBoughtAgainAndHeals() async throws {
        let shop = Shop()
        let first = try await perform(shop).asset
        let path = try #require(bench.assets.path(of: first.sha256))
        try Data("tampered".utf8).write(to: URL(filePath: path))
        #expect(try await !perform(shop).asset.isReused)
        #expect(try await perform(shop).asset.isReused)
        #expect(shop.bought.withLock { $0 } == 2)
    }

    @Test func aCacheThatCannotBeWrittenStopsNobody() async throws {
        let shop = Shop()
        try bench.folder.write("not a folder", to: "state/cache")
        #expect(try await !perform(shop).asset.isReused)
    }
}
