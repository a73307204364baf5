import Content
import Core
import Imaging
import Store
import TestSupport
import Testing

/// The agent that provides the pictures which videos start from.
@Suite struct FramesAgentTests {
    private var bench: AgentBench
    private static let png: [UInt8] =
        (try? ImageCodec.encode(Raster(width: 8, height: 8, pixels: Array(repeating: 90, count: 192)), as: .png)) ?? []

    init() throws {
        bench = try AgentBench()
        bench.brief.kind = .video
    }

    /// Has one picture.
    private struct Album: PictureSource {
        func bytes(of reference: String, largest: Int) async throws(TaskFailure) -> [UInt8] {
            switch reference {
            case "first.png": return FramesAgentTests.png
            case "odd.png": return Array("no picture".utf8)
            default: throw TaskFailure(.permanent, "there is no file \(reference) in the repository")
            }
        }
    }

    private func agent(_ use: ClipLimits.FirstFrame) -> FramesAgent {
        let model = Model(
            name: "filmer", provider: "canned", id: "f", abilities: [.video],
            price: ModelPrice(video: .perSecond([1: MicroDollars(1)])), clips: ClipLimits(firstFrame: use))
        let image = ImageAgent(
            models: ImageModels([CannedProvider(bytes: Self.png)]), assets: bench.assets, queue: bench.queue)
        return FramesAgent(
            image: image, videos: VideoModels([CannedVideoProvider(model)]), source: Album(), assets: bench.assets,
            queue: bench.queue)
    }

    private var order: TaskOrder { bench.order("frames/01", uses: "frames", asset: "01") }

    @Test mutating func aFrameThatIsNamedIsFetchedAndKept() async throws {
        bench.brief.firstFrame = "first.png"
        let answer = await agent(.taken).perform(order, signals: NoSignals())
        guard case .done(let output, nil) = answer.outcome else {
            Issue.record("\(answer)")
            return
        }
        let digest = try #require(output["firstFrame"]?.string.flatMap { SHA256Digest(hex: $0) })
        #expect(bench.assets.path(of: digest) != nil)
        #expect(agent(.needed).offers(for: order) == nil, "nothing is bought")
    }

    @Test(arguments: ["odd.png", "none.png"])
    mutating func aFrameThatCannotBeHadFailsBeforeAnythingIsBought(name: String) async {
        bench.brief.lastFrame = name
        let answer = await agent(.taken).perform(order, signals: NoSignals())
        #expect(answer.failure?.kind == .permanent)
        #expect(answer.failure?.message.contains(name) == true)
    }

    @Test mutating func aReferenceThatCannotBeHadIsLeftOutAndSaid() async {
        bench.brief.references = ["first.png", "none.png"]
        let answer = await agent(.taken).perform(order, signals: NoSignals())
        #expect(answer.shortfall?.contains("none.png") == true)
        guard case .done(let output, _) = answer.outcome else { return }
        #expect(output["references"]?.array?.count == 1)
    }

    @Test func aModelThatNeedsAFrameHasOneDrawn() async throws {
        #expect(agent(.needed).offers(for: order)?.map(\.model) == ["canned-1"])
        let answer = await agent(.needed).perform(order, signals: NoSignals())
        guard case .done(let output, _) = answer.outcome else {
            Issue.record("\(answer)")
            return
        }
        #expect(output["firstFrame"]?.string != nil)
        #expect(answer.records.map(\.type) == ["still.drawn"], "a still is no asset of the run's")
        #expect(answer.spending == Spending(settled: MicroDollars(40_000)))
    }

    @Test func aModelThatCanDoWithoutHasNoneDrawn() async {
        #expect(agent(.taken).offers(for: order) == nil)
        let answer = await agent(.taken).perform(order, signals: NoSignals())
        #expect(answer.outcome == .done(.object([:])))
    }
}
