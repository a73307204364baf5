import Content
import Core
import Imaging
import Store
import Synchronization
import TestSupport
import Testing

@Suite struct FetchAgentTests {
    private var bench: AgentBench

    init() throws {
        bench = try AgentBench()
        bench.brief.kind = .edit
        bench.brief.references = ["art/boat.png"]
    }

    /// Gives what it was told to give, by the reference's name.
    private final class Shelf: PictureSource {
        private let answers: [String: Result<[UInt8], TaskFailure>]
        let limits = Mutex<[Int]>([])

        init(_ answers: [String: Result<[UInt8], TaskFailure>]) { self.answers = answers }

        func bytes(of reference: String, largest: Int) async throws(TaskFailure) -> [UInt8] {
            limits.withLock { $0.append(largest) }
            guard let answer = answers[reference] else { throw TaskFailure(.permanent, "there is no \(reference)") }
            return try answer.get()
        }
    }

    private static func picture(_ width: Int = 40, _ height: Int = 30, as type: MediaType = .png) throws -> [UInt8] {
        let pixels = (0..<width * height * 3).map { UInt8(truncatingIfNeeded: $0 * 7) }
        return try ImageCodec.encode(Raster(width: width, height: height, pixels: pixels), as: type)
    }

    private func perform(_ shelf: Shelf, tryNumber: Int = 3) async -> AgentAnswer {
        let agent = FetchAgent(source: shelf, assets: bench.assets, queue: bench.queue)
        return await agent.perform(bench.order("fetch", uses: "fetch", tryNumber: tryNumber), signals: NoSignals())
    }

    private func fetched(_ answer: AgentAnswer) -> [FetchedReference] {
        answer.records.compactMap { FetchedReference($0) }
    }

    @Test(arguments: [MediaType.png, .jpeg, .webp])
    func whatIsFetchedIsKeptAndNamedByItsDigestAndItsOwnType(type: MediaType) async throws {
        let bytes = try Self.picture(as: type)
        let answer = await perform(Shelf(["art/boat.png": .success(bytes)]))
        #expect(answer.outcome == .done(["references": 1]))
        let reference = try #require(fetched(answer).first)
        #expect(reference.source == "art/boat.png" && reference.mediaType == type)
        #expect(reference.size == PixelSize(width: 40, height: 30))
        #expect(try await bench.assets.read(reference.sha256) == bytes)
        #expect(FetchedReference.all(of: bench.brief, in: answer.records) == [reference])
    }

    @Test(arguments: [
        Array("<html>not found</html>".utf8), [], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
        Array("%PDF-1.7".utf8),
    ])
    func whatIsNoPictureIsRefusedByItsBytes(bytes: [UInt8]) async throws {
        let answer = await perform(Shelf(["art/boat.png": .success(bytes)]))
        let failure = try #require(answer.failure)
        #expect(failure.kind == .permanent && failure.message.contains("art/boat.png"))
        #expect(answer.records.isEmpty)
    }

    @Test func aPictureThatBreaksOffIsRefused() async throws {
        let half = Array(try Self.picture(400, 300, as: .jpeg).prefix(300))
        #expect(await perform(Shelf(["art/boat.png": .success(half)])).failure?.kind == .permanent)
    }

    @Test func aPictureThatClaimsToBeGiganticOrIsTooNarrowIsRefused() async throws {
        var bytes = try Self.picture()
        bytes[17] = 0xff  // Of the width.
        #expect(await perform(Shelf(["art/boat.png": .success(bytes)])).failure?.kind == .permanent)
        for (width, height) in [(14, 14), (20, 400)] {
            let small = Shelf(["art/boat.png": .success(try Self.picture(width, height))])
            #expect(await perform(small).failure?.message.contains("\(width)x\(height)") == true)
        }
    }

    @Test func theLimitIsToldToWhoFetches() async throws {
        let shelf = Shelf(["art/boat.png": .success(try Self.picture())])
        _ = await perform(shelf)
        #expect(shelf.limits.withLock { $0 } == [30_000_000])
    }

    @Test func anEditWaitsForItsPictureAndFailsWithoutIt() async throws {
        let busy = TaskFailure(.transient(after: nil), "busy")
        #expect(await perform(Shelf(["art/boat.png": .failure(busy)])).failure == busy)
        #expect(await perform(Shelf([:])).failure?.kind == .permanent)
    }

    @Test mutating func aPictureThatIsOnlyReferredToIsDoneWithoutAndThatIsSaid() async throws {
        bench.brief.kind = .image
        bench.brief.references = ["art/gone.png", "art/boat.png"]
        let shelf = Shelf(["art/boat.png": .success(try Self.picture())])
        let answer = await perform(shelf, tryNumber: 1)
        #expect(answer.shortfall == "made without a reference: there is no art/gone.png")
        #expect(fetched(answer).map(\.source) == ["art/boat.png"])
        let busy = Shelf(["art/gone.png": .failure(TaskFailure(.transient(after: nil), "busy"))])
        #expect(await perform(busy, tryNumber: 1).failure?.message == "busy", "another try may help")
        #expect(await perform(busy, tryNumber: 3).shortfall?.contains("busy") == true)
    }

    // MARK: Masks

    private static func mask(_ width: Int = 40, _ height: Int = 30, light: UInt8 = 255) throws -> [UInt8] {
        let pixels = (0..<width * height).flatMap { [UInt8](repeating: $0 < 40 ? light : 0, count: 3) }
        return try ImageCodec.encode(Raster(width: width, height: height, pixels: pixels), as: .png)
    }

    @Test mutating func aMaskIsKeptAsServicesAreSentIt() async throws {
        bench.brief.mask = "art/mask.png"
        let answer = await perform(
            Shelf(["art/boat.png": .success(try Self.picture()), "art/mask.png": .success(try Self.mask())]))
        #expect(answer.outcome == .done(["references": 1]))
        let mask = try #require(FetchedReference.mask(of: bench.brief, in: answer.records))
        #expect(mask.isMask && mask.size == PixelSize(width: 40, height: 30))
        let kept = try await bench.assets.read(mask.sha256)
        #expect(try ImageCodec.header(of: kept).hasAlpha)
        #expect(try EditMask(reading: kept) == EditMask(reading: Self.mask()))
        #expect(FetchedReference.all(of: bench.brief, in: answer.records).map(\.isMask) == [false])
    }

    /// A picture with holes in it may be both.
    @Test mutating func theSameFileMayBeThePictureAndItsMask() async throws {
        bench.brief.mask = "art/boat.png"
        let holed = try EditMask(reading: Self.mask()).encoded()
        let answer = await perform(Shelf(["art/boat.png": .success(holed)]))
        #expect(FetchedReference.mask(of: bench.brief, in: answer.records)?.isMask == true)
        #expect(FetchedReference.all(of: bench.brief, in: answer.records).map(\.isMask) == [false])
    }

    @Test mutating func aMaskThatDoesNotFitIsToldWithWhatToGive() async throws {
        bench.brief.mask = "art/mask.png"
        let wrong: [(bytes: [UInt8], said: String)] = [
            (try Self.mask(30, 40), "it has 30x40 pixels, and the picture that it lies over 40x30"),
            (try Self.mask(light: 0), "it marks nothing"), (Array("<html>".utf8), "can't be used as a mask"),
        ]
        for (bytes, said) in wrong {
            let answer = await perform(
                Shelf(["art/boat.png": .success(try Self.picture()), "art/mask.png": .success(bytes)]))
            let failure = try #require(answer.failure)
            #expect(failure.kind == .permanent && failure.message.contains("art/mask.png"))
            #expect(failure.message.contains(said), "\(failure.message)")
            #expect(failure.message.contains("transparent or white where it is to change"))
        }
        #expect(await perform(Shelf(["art/boat.png": .success(try Self.picture())])).failure?.kind == .permanent)
    }

    @Test func aWorkflowFetchesOnlyForBriefsThatReferToPictures() throws {
        #expect(
            SampleWorkflow.image.fetching(for: Brief(prompt: "x", seed: bench.brief.seed, outputPath: "a/"))
                == SampleWorkflow.image)
        let fetching = SampleWorkflow.image.fetching(for: bench.brief)
        #expect(fetching.tasks.map(\.id) == ["fetch", "draw", "review", "compare", "deliver"])
        #expect(fetching.tasks[1].needs == ["fetch"] && fetching.tasks[2].needs == ["draw"])
        #expect(fetching.fetching(for: bench.brief) == fetching, "one that fetches by itself stays as it is")
    }
}
