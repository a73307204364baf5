import Content
import Core
import Crypto
import Foundation
import Imaging
import Providers
import Store
import Synchronization
import TestSupport
import Testing

/// The kind `edit`, and what becomes of references.
@Suite struct EditTests {
    private var bench: AgentBench

    init() throws {
        bench = try AgentBench()
        bench.brief.kind = .edit
        bench.brief.keepsSize = true
        bench.brief.references = ["art/boat.png", "art/sky.png"]
    }

    /// Remembers what it was asked for.
    private final class Listener: ImageProvider {
        let model: Model
        let requests = Mutex<[ImageRequest]>([])
        init(_ model: Model) { self.model = model }

        func image(for request: ImageRequest) async throws(ProviderError) -> GeneratedMedia {
            requests.withLock { $0.append(request) }
            throw .refused(reason: "only listening")
        }
    }

    private static func model(
        _ name: String, _ abilities: Set<ModelAbility>, references: Int = 16, sizes: ModelSizes = .limits(.init()),
        quality: Double = 0.5
    ) -> Model {
        Model(
            name: name, provider: "canned", id: name, abilities: abilities, quality: quality, sizes: sizes,
            price: ModelPrice(
                otherImages: MicroDollars(40_000), tokens: TokenPrice(input: MicroDollars(5_000_000), output: .zero)),
            references: references)
    }

    private static func picture(_ width: Int, _ height: Int) throws -> [UInt8] {
        let pixels = (0..<width * height * 3).map { UInt8(truncatingIfNeeded: $0 * 7) }
        return try ImageCodec.encode(Raster(width: width, height: height, pixels: pixels), as: .png)
    }

    /// Keeps pictures as the run's fetched references.
    private mutating func fetch(_ pictures: [(String, [UInt8])]) async throws {
        for (source, bytes) in pictures {
            let header = try ImageCodec.header(of: bytes)
            bench.records.append(
                FetchedReference(
                    source: source, sha256: try await bench.assets.put(bytes), mediaType: .png, size: header.size
                ).record)
        }
    }

    private var order: TaskOrder { bench.order("draw/01", uses: "image", asset: "01") }

    private func agent(_ providers: any ImageProvider...) -> ImageAgent {
        ImageAgent(models: ImageModels(providers), assets: bench.assets, queue: bench.queue)
    }

    @Test func onlyModelsThatCanChangePicturesServeAnEditAndOnlyThoseThatDrawADrawing() {
        let models = ImageModels([
            Listener(Self.model("draws", [.image])), Listener(Self.model("edits", [.edit])),
            Listener(Self.model("both", [.image, .edit])),
        ])
        #expect(models.candidates(for: bench.brief).map(\.model.name).sorted() == ["both", "edits"])
        var image = bench.brief
        image.kind = .image
        #expect(models.candidates(for: image).map(\.model.name).sorted() == ["both", "draws"])
        image.model = "edits"
        #expect(models.candidates(for: image).isEmpty)
        #expect(models.names(for: .edit) == ["edits", "both"])
    }

    @Test mutating func thePictureGoesToTheModelInItsOwnSize() async throws {
        let (boat, sky) = (try Self.picture(80, 40), try Self.picture(30, 30))
        try await fetch([("art/sky.png", sky), ("art/boat.png", boat)])
        let listener = Listener(Self.model("edits", [.edit]))
        _ = await agent(listener).perform(order, signals: NoSignals())
        let request = try #require(listener.requests.withLock { $0.first })
        #expect(request.references.map(\.bytes) == [boat, sky], "in the brief's order")
        #expect(request.size == PixelSize(width: 80, height: 40))
    }

    @Test mutating func aSizeThatTheBriefNamesGoesBeforeThatOfThePicture() async throws {
        try await fetch([("art/boat.png", try Self.picture(80, 40))])
        bench.brief.keepsSize = false
        let listener = Listener(Self.model("edits", [.edit]))
        _ = await agent(listener).perform(order, signals: NoSignals())
        #expect(listener.requests.withLock { $0.first }?.size == bench.brief.size)
    }

    @Test mutating func whatAModelLeavesAsideIsSaid() async throws {
        try await fetch([("art/boat.png", try Self.picture(96, 64)), ("art/sky.png", try Self.picture(30, 30))])
        let one = agent(Listener(Self.model("edits", [.edit], references: 1)))
        #expect(one.offers(for: order)?.map(\.loss) == ["only the first 1 of 2 references used by edits"])
        #expect(one.offers(for: order)?.first?.price == MicroDollars(40_000 + 5 * (6000 + 200 + 24)))
        bench.brief.kind = .image
        let none = agent(Listener(Self.model("draws", [.image])))
        #expect(none.offers(for: order)?.map(\.loss) == ["references ignored by draws"])
        let all = agent(Listener(Self.model("likes", [.image, .reference])))
        #expect(all.offers(for: order)?.map(\.loss) == [nil])
    }

    @Test mutating func whoeverCanUseReferencesGoesFirst() async throws {
        bench.brief.kind = .image
        let models = ImageModels([
            Listener(Self.model("better", [.image], quality: 0.9)),
            Listener(Self.model("likes", [.image, .reference])),
        ])
        #expect(models.candidates(for: bench.brief).map(\.model.name) == ["likes", "better"])
        bench.brief.references = []
        #expect(models.candidates(for: bench.brief).map(\.model.name) == ["better", "likes"])
    }

    @Test func withoutAPictureNothingIsChangedAndNothingIsCalled() async {
        let listener = Listener(Self.model("edits", [.edit]))
        let failure = await agent(listener).perform(order, signals: NoSignals()).failure
        #expect(failure?.kind == .permanent)
        #expect(listener.requests.withLock { $0.isEmpty })
    }

    @Test mutating func aPictureThatWasAlteredSinceIsNotSentAnywhere() async throws {
        try await fetch([("art/boat.png", try Self.picture(80, 40))])
        let reference = try #require(FetchedReference.all(of: bench.brief, in: bench.records).first)
        let path = try #require(bench.assets.path(of: reference.sha256))
        try Data("tampered".utf8).write(to: URL(filePath: path))
        let listener = Listener(Self.model("edits", [.edit]))
        let failure = await agent(listener).perform(order, signals: NoSignals()).failure
        #expect(failure?.message.contains("art/boat.png") == true)
        #expect(listener.requests.withLock { $0.isEmpty })
    }

    // MARK: Masks

    private static func mask(_ width: Int, _ height: Int) throws -> [UInt8] {
        let pixels = (0..<height).flatMap { row in
            (0..<width).flatMap { column -> [UInt8] in
                column < width / 2 ? [255, 255, 255] : [0, 0, 0]
            }
        }
        return try ImageCodec.encode(Raster(width: width, height: height, pixels: pixels), as: .png)
    }

    @Test mutating func aBriefWithAMaskGoesToModelsThatTakeOneAlone() {
        bench.brief.mask = "art/mask.png"
        let plain = Listener(Self.model("plain", [.edit], quality: 0.9))
        let drawing = Listener(Self.model("drawing", [.image, .mask]))
        let masking = Listener(Self.model("masking", [.edit, .mask]))
        let draft = DraftImageProvider(queue: bench.queue)
        func names(_ providers: any ImageProvider...) -> [String] {
            ImageModels(providers).candidates(for: bench.brief).map(\.model.name)
        }
        #expect(names(plain, drawing, masking, draft) == ["masking"])
        #expect(names(draft) == ["draft"])
        // Whoever has set up a trained model is not given a recoloured sketch unasked.
        #expect(names(plain, draft).isEmpty)
        let models = ImageModels([plain, draft, masking])
        #expect(models.masking(unasked: false) == ["draft", "masking"] && models.masking(unasked: true) == ["masking"])
        bench.brief.model = "draft"
        #expect(names(plain, draft) == ["draft"])
        bench.brief.model = "plain"
        #expect(names(plain, masking).isEmpty)
    }

    @Test mutating func theMaskGoesAlongAndIsReservedFor() async throws {
        bench.brief.references = ["art/boat.png"]
        try await fetch([("art/boat.png", try Self.picture(80, 40))])
        let listener = Listener(Self.model("masking", [.edit, .mask]))
        let bare = try #require(agent(listener).offers(for: order)?.first?.price)
        bench.brief.mask = "art/mask.png"
        let mask = try EditMask(reading: Self.mask(80, 40)).encoded()
        bench.records.append(
            FetchedReference(
                source: "art/mask.png", sha256: try await bench.assets.put(mask), mediaType: .png,
                size: PixelSize(width: 80, height: 40), isMask: true
            ).record)
        #expect(agent(listener).offers(for: order)?.first?.price == bare + MicroDollars(5 * 6000))
        _ = await agent(listener).perform(order, signals: NoSignals())
        let request = try #require(listener.requests.withLock { $0.first })
        #expect(request.mask == SourcePicture(bytes: mask, mediaType: .png))
        #expect(request.references.count == 1, "it is no picture to go by")
    }

    @Test mutating func withoutItsMaskNothingIsCalled() async throws {
        bench.brief.references = ["art/boat.png"]
        bench.brief.mask = "art/boat.png"
        // The picture itself goes by the same name, and is no mask for that.
        try await fetch([("art/boat.png", try Self.picture(80, 40))])
        let listener = Listener(Self.model("masking", [.edit, .mask]))
        let failure = await agent(listener).perform(order, signals: NoSignals()).failure
        #expect(failure?.message.contains("mask") == true)
        #expect(listener.requests.withLock { $0.isEmpty })
    }

    @Test mutating func theDraftChangesAPictureOfflineAndTheSameOrderGivesTheSameFile() async throws {
        try await fetch([("art/boat.png", try Self.picture(80, 64))])
        bench.brief.references = ["art/boat.png"]
        let agent = agent(DraftImageProvider(queue: bench.queue))
        func asset() async throws -> Asset {
            let answer = await agent.perform(order, signals: NoSignals())
            return try #require(answer.records.compactMap { AssetProduced($0) }.first).asset
        }
        let first = try await asset()
        #expect(first.size == PixelSize(width: 80, height: 64) && first.isReproducible)
        #expect(try await asset() == first)
    }
}
