import Content
import Core
import Imaging
import Providers
import Review
import TestSupport
import Testing

@Suite struct ImageModelsTests {
    private let bench: AgentBench

    init() throws { bench = try AgentBench() }

    /// A provider that only has a model.
    private struct Named: ImageProvider {
        let model: Model
        func image(for request: ImageRequest) async throws(ProviderError) -> GeneratedMedia {
            throw .refused(reason: request.prompt)
        }
    }

    private static func paid(
        _ name: String, _ tier: QualityTier, quality: Double = 0.5, sizes: ModelSizes = .limits(ModelSizes.Limits()),
        formats: [MediaType] = [.png], price: ModelPrice = ModelPrice(otherImages: MicroDollars(40_000)),
        backups: [String] = []
    ) -> Named {
        Named(
            model: Model(
                name: name, provider: "canned", id: name, tier: tier, quality: quality, sizes: sizes, formats: formats,
                price: price, backups: backups))
    }

    private var draft: Named { Named(model: DraftImageProvider.standard) }

    private func names(_ models: ImageModels, model: String? = nil, _ quality: QualityTier = .balanced) -> [String] {
        var brief = bench.brief
        brief.model = model
        brief.quality = quality
        return models.candidates(for: brief).map(\.model.name)
    }

    @Test func theDraftServesWhereNothingElseCanBeCalled() { #expect(names(ImageModels([draft])) == ["draft"]) }

    @Test func theDraftIsNotOfferedBesideTrainedModelsUnlessItIsNamed() {
        let models = ImageModels([draft, Self.paid("a", .balanced)])
        #expect(names(models) == ["a"])
        #expect(names(models, model: "draft") == ["draft"], "whoever asks for the free one buys nothing")
    }

    @Test(arguments: [
        (QualityTier.high, ["high", "mid-best", "mid", "low"]), (.balanced, ["mid-best", "mid", "high", "low"]),
        (.fast, ["low", "mid-best", "mid", "high"]),
    ])
    func theLeastThatIsGoodEnoughGoesFirst(quality: QualityTier, expected: [String]) {
        let models = ImageModels([
            Self.paid("low", .fast), Self.paid("high", .high), Self.paid("mid", .balanced, quality: 0.4),
            Self.paid("mid-best", .balanced, quality: 0.9),
        ])
        #expect(names(models, quality) == expected)
    }

    @Test func aNamedModelIsStoodInForByItsBackupsAlone() {
        let models = ImageModels([
            Self.paid("a", .high), Self.paid("b", .balanced, backups: ["c", "gone", "b"]), Self.paid("c", .fast),
        ])
        #expect(names(models, model: "b") == ["b", "c"])
    }

    @Test func aNamedModelThatCannotBeCalledIsNotReplacedByAnother() {
        #expect(names(ImageModels([draft, Self.paid("a", .high)]), model: "b") == [])
    }

    @Test func offersNameThePriceAndWhatIsLost() throws {
        let square = PixelSize(width: 64, height: 64)
        let models = ImageModels([
            Self.paid(
                "a", .balanced, sizes: .listed([square]), formats: [.webp],
                price: ModelPrice(images: [square: MicroDollars(9)]))
        ])
        var brief = bench.brief
        let item = try #require(brief.assets.first)
        func loss() throws -> String? { try #require(models.offers(for: item, of: brief, seed: brief.seed).first).loss }
        let offer = try #require(models.offers(for: item, of: brief, seed: brief.seed).first)
        #expect(offer.price == MicroDollars(9) && !offer.isRepeatable)
        #expect(try loss() == "64x64 instead of 96x64 and webp instead of png, which a does not make")
        (brief.namesSize, brief.namesFormat) = (false, false)
        #expect(try loss() == nil, "whoever names neither size nor format takes what the model makes")
        brief.namesSize = true
        #expect(try loss() == "64x64 instead of 96x64, which a does not make")
        (brief.namesSize, brief.aspectRatio) = (false, "3:2")
        #expect(try loss() == "64x64 instead of 96x64, which a does not make", "its shape was named")
        brief.size = PixelSize(width: 200, height: 200)
        #expect(try loss() == nil, "another size of the shape that was named")
        brief.items = [BatchItem(key: item.key, prompt: "a", size: PixelSize(width: 96, height: 96))]
        let sized = try #require(brief.items.first)
        #expect(
            models.offers(for: sized, of: brief, seed: brief.seed).first?.loss?.contains("instead of 96x96") == true)
        let free = ImageModels([draft])
        let drawn = try #require(free.offers(for: item, of: bench.brief, seed: bench.brief.seed).first)
        #expect(drawn.loss == nil && drawn.isRepeatable && drawn.price == .zero)
    }

    @Test func aModelThatMakesNoSizeLikeItOffersNothing() throws {
        var brief = bench.brief
        brief.size = PixelSize(width: 1000, height: 3)
        let limits = ModelSizes.Limits(shortest: 64, longest: 128)
        let models = ImageModels([Self.paid("a", .high, sizes: .limits(limits))])
        let item = try #require(brief.assets.first)
        #expect(models.offers(for: item, of: brief, seed: brief.seed) == [])
    }

    @Test func theModelOfTheOrderIsCalledWithItsGuidanceBehindThePrompt() async {
        let models = ImageModels([Self.paid("a", .balanced), Self.paid("b", .high)])
        let agent = ImageAgent(models: models, assets: bench.assets, queue: bench.queue)
        var order = bench.order("draw/01", uses: "image", asset: "01")
        order.model = "b"
        order.guidance = ["Make it sharper", "Leave the sky empty."]
        let failure = await agent.perform(order, signals: NoSignals()).failure
        #expect(failure?.message.contains("A red lighthouse at dusk\nMake it sharper.\nLeave the sky empty.") == true)
        order.model = "gone"
        let missing = await agent.perform(order, signals: NoSignals()).failure
        #expect(missing?.kind == .needsPerson && missing?.message.contains("gone") == true)
    }

    @Test func whatWasPaidForAndCannotBeHadIsBooked() async {
        let wasted = CannedProvider(.failure(.wasted(reason: "it is gone", cost: MicroDollars(7))))
        let agent = ImageAgent(models: ImageModels([wasted]), assets: bench.assets, queue: bench.queue)
        let answer = await agent.perform(bench.order("draw/01", uses: "image", asset: "01"), signals: NoSignals())
        #expect(answer.spending == Spending(settled: MicroDollars(7)))
        #expect(answer.failure?.kind == .permanent)
    }

    @Test func aCorrectedSizeIsSaidAndHeldAgainstNobody() async throws {
        let size = PixelSize(width: 64, height: 64)
        let png = try ImageCodec.encode(
            Raster(width: 64, height: 64, pixels: (0..<64 * 64 * 3).map { UInt8(truncatingIfNeeded: $0 * 7) }), as: .png
        )
        var canned = CannedProvider(bytes: png)
        canned.model = Model(
            name: "canned-1", provider: "canned", id: "c", sizes: .listed([size]),
            price: ModelPrice(otherImages: MicroDollars(1)))
        let models = ImageModels([canned])
        let agent = ImageAgent(models: models, assets: bench.assets, queue: bench.queue)
        let answer = await agent.perform(bench.order("draw/01", uses: "image", asset: "01"), signals: NoSignals())
        #expect(answer.shortfall == nil, "the engine says what the chosen offer loses")
        #expect(
            agent.offers(for: bench.order("draw/01", uses: "image", asset: "01"))?.first?.loss?.contains("64x64")
                == true)
        var reviewed = bench
        reviewed.records = answer.records
        let order = reviewed.order("review/01", uses: "review", asset: "01")
        let held = ReviewAgent(review: AssetReview(), assets: bench.assets, queue: bench.queue, models: models)
        let judged = try #require(
            await held.perform(order, signals: NoSignals()).records.compactMap { AssetJudged($0) }.first)
        #expect(judged.judgement.criteria["size"] == 100)
        let strict = ReviewAgent(review: AssetReview(), assets: bench.assets, queue: bench.queue)
        let strictly = await strict.perform(order, signals: NoSignals()).records.compactMap { AssetJudged($0) }.first
        #expect(try #require(strictly).judgement.criteria["size"] != 100)
    }
}
