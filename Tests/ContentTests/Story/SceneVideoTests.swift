import Content
import Core
import Crypto
import Foundation
import Imaging
import Media
import Store
import TestSupport
import Testing

/// How the videos of scenes are tied to one another, and cut together.
@Suite(.enabled(if: Clips.isThere)) struct SceneVideoTests {
    private var bench: AgentBench
    private let media: MediaTools

    init() throws {
        bench = try AgentBench(scenes: 3, videos: true)
        bench.brief.size = PixelSize(width: 128, height: 72)
        bench.brief.duration = 2
        bench.tell(3)
        media = try #require(MediaTools(environment: ProcessInfo.processInfo.environment))
    }

    private static func filmer(_ clips: ClipLimits) -> CannedVideoProvider {
        CannedVideoProvider(
            Model(
                name: "filmer", provider: "canned", id: "filmer-1", abilities: [.video], takesSeed: true,
                price: ModelPrice(video: .perSecond([1: MicroDollars(100_000)])), clips: clips))
    }

    private func agent(_ provider: CannedVideoProvider) -> VideoAgent {
        VideoAgent(
            models: VideoModels([provider]), assets: bench.assets, media: media, queue: bench.queue, time: ManualTime())
    }

    private func order(_ scene: Int, pictures: [String: SHA256Digest]) -> TaskOrder {
        let part = StoryPart.video(scene)
        return bench.order(
            TaskID("shoot/\(part.key)"), uses: "video", part: part, model: "filmer",
            inputs: ["stills": ["pictures": .object(pictures.mapValues { .string($0.hex) })]],
            parameters: ["lastFrame": true])
    }

    /// Keeps a video of a scene with its last frame, as if it had been made.
    private mutating func film(_ scene: Int, source: String = "testsrc2=size=128x72:rate=24:duration=1") async throws
        -> Asset
    {
        let path = bench.folder.path("scene-\(scene).mp4")
        try await Clips.make(source, at: path)
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let last = try await bench.assets.put(try AgentBench.picture(90 + scene))
        let asset = Asset(
            key: StoryPart.video(scene).key, attempt: 1, sha256: try await bench.assets.put(bytes), mediaType: .mp4,
            size: PixelSize(width: 128, height: 72), bytes: bytes.count, provider: "canned", model: "filmer",
            prompt: "p", seed: try #require(Seed(scene)), cost: .zero, isSigned: false,
            film: Film(duration: .seconds(1), framesPerSecond: 24, poster: nil, lastFrame: last))
        bench.records.append(AssetProduced(asset).record)
        return asset
    }

    private func digest(_ picture: SourcePicture?) -> SHA256Digest? { picture.map { SHA256.digest(of: $0.bytes) } }

    // MARK: Frames

    @Test func theFirstVideoStartsFromItsOwnPictureAndAsksForItsLastFrame() async throws {
        let own = try await bench.assets.put(try AgentBench.picture(1))
        let provider = Self.filmer(ClipLimits(takesLastFrame: true))
        _ = await agent(provider).perform(order(1, pictures: ["01": own]), signals: NoSignals())
        let request = try #require(provider.begun.first)
        #expect(digest(request.firstFrame) == own && request.lastFrame == nil && request.wantsLastFrame)
        #expect(request.prompt == "Moment 1\nCamera: pan left.")
    }

    @Test mutating func whoTakesALastFrameGoesOnWhereTheVideoBeforeEnds() async throws {
        let before = try await film(1)
        let own = try await bench.assets.put(try AgentBench.picture(2))
        let provider = Self.filmer(ClipLimits(takesLastFrame: true))
        _ = await agent(provider).perform(order(2, pictures: ["02": own]), signals: NoSignals())
        let request = try #require(provider.begun.first)
        #expect(digest(request.firstFrame) == before.film?.lastFrame && digest(request.lastFrame) == own)
    }

    @Test mutating func whoGoesByPicturesIsGivenBoth() async throws {
        let before = try await film(1)
        let own = try await bench.assets.put(try AgentBench.picture(2))
        let provider = Self.filmer(ClipLimits(references: 9))
        _ = await agent(provider).perform(order(2, pictures: ["02": own]), signals: NoSignals())
        let request = try #require(provider.begun.first)
        #expect(request.firstFrame == nil && request.references.map { digest($0) } == [own, before.film?.lastFrame])
    }

    @Test mutating func whoCanDoNeitherStartsFromItsOwnPicture() async throws {
        _ = try await film(1)
        let own = try await bench.assets.put(try AgentBench.picture(2))
        for clips in [ClipLimits(), ClipLimits(firstFrame: .needed, references: 1)] {
            let provider = Self.filmer(clips)
            let order = order(2, pictures: ["02": own])
            #expect(agent(provider).offers(for: order)?.first?.loss == nil)
            _ = await agent(provider).perform(order, signals: NoSignals())
            #expect(digest(provider.begun.first?.firstFrame) == own)
            #expect(provider.begun.first?.lastFrame == nil && provider.begun.first?.references == [])
        }
    }

    @Test func aSceneWithoutAPictureIsNotFilmed() async throws {
        let own = try await bench.assets.put(try AgentBench.picture(1))
        let provider = Self.filmer(ClipLimits())
        let answer = await agent(provider).perform(order(2, pictures: ["01": own]), signals: NoSignals())
        #expect(answer.failure?.message == "02-video can't be filmed: its scene has no picture")
        #expect(provider.begun.isEmpty)
    }

    @Test mutating func whatWasMadeSaysWhatItStartedFrom() async throws {
        let before = try await film(1)
        let own = try await bench.assets.put(try AgentBench.picture(2))
        let path = bench.folder.path("made.mp4")
        try await Clips.make("testsrc2=size=128x72:rate=24:duration=2", at: path)
        let result = JobResult(file: path, mediaType: .mp4, cost: MicroDollars(200_000))
        let provider = CannedVideoProvider(Self.filmer(ClipLimits(takesLastFrame: true)).model) {
            $0.looks = [.success(.done(result))]
        }
        let look = await agent(provider).look(at: "job-1", for: order(2, pictures: ["02": own]), signals: NoSignals())
        guard case .completed(let completion) = look else {
            Issue.record("\(look)")
            return
        }
        #expect(completion.output["firstFrame"]?.string == before.film?.lastFrame?.hex)
        #expect(completion.output["lastFrame"]?.string != nil, "the next one goes on from it")
        let linked = completion.records.compactMap { SceneLinked($0) }
        #expect(linked.map(\.link) == [.lastFrame] && linked.first?.to == before.film?.lastFrame)
    }

    // MARK: Stills

    @Test mutating func theChosenPicturesAreSettledOnce() async throws {
        try await bench.make("01", attempt: 1, bytes: try AgentBench.picture(1))
        bench.judge("01", attempt: 1, score: 10, verdict: .fail)
        let chosen = try await bench.make("01", attempt: 2, bytes: try AgentBench.picture(2))
        bench.judge("01", attempt: 2, score: 90)
        let order = bench.order("stills", uses: "stills", part: nil)
        let answer = await StillsAgent().perform(order, signals: NoSignals())
        guard case .done(let output, _) = answer.outcome else {
            Issue.record("\(answer.outcome)")
            return
        }
        #expect(output["pictures"] == ["01": .string(chosen.sha256.hex)])
        #expect(StillsAgent().subject(of: order)?["pictures"]?.array?.first?["attempt"] == 2)
    }

    @Test func withoutAnyPictureThereIsNothingToFilm() async {
        let answer = await StillsAgent().perform(bench.order("stills", uses: "stills", part: nil), signals: NoSignals())
        #expect(answer.failure?.kind == .permanent)
    }

    // MARK: The film

    private static func made(_ answer: AgentAnswer) -> Asset? {
        for record in answer.records {
            if let made = AssetProduced(record) { return made.asset }
        }
        return nil
    }

    private func cut(_ media: MediaTools?) async -> AgentAnswer {
        await FilmAgent(
            assets: bench.assets, media: media, queue: bench.queue, folder: bench.folder.path("state/jobs")
        ).perform(bench.order("film/film", uses: "film", part: .film), signals: NoSignals())
    }

    @Test mutating func allScenesAreCutInTheirOrderForNothing() async throws {
        for scene in [3, 1, 2] { _ = try await film(scene) }
        let answer = await cut(media)
        let asset = try #require(Self.made(answer), "\(answer.outcome)")
        #expect(asset.key == StoryPart.film.key && asset.cost == .zero && answer.spending == .nothing)
        #expect(asset.film?.duration == .seconds(3) && asset.prompt == "Home: A way home.")
        #expect(answer.shortfall == nil)
        let records = answer.records.compactMap { FilmCut($0) }
        let cut = try #require(records.first)
        #expect(cut.clips.count == 3 && cut.film == asset.sha256 && FilmCut(cut.record) == cut)
        let left = try FileManager.default.contentsOfDirectory(atPath: bench.folder.path("state/jobs"))
        #expect(left.isEmpty, "what lay about while it was cut is gone: \(left)")
        let again = await self.cut(media)
        #expect(Self.made(again)?.sha256 == asset.sha256, "the same each time")
    }

    @Test mutating func ofDifferentSizesTheFirstOneCounts() async throws {
        _ = try await film(1)
        _ = try await film(2, source: "testsrc2=size=192x108:rate=12:duration=1")
        let answer = await cut(media)
        let asset = try #require(Self.made(answer))
        #expect(asset.size == PixelSize(width: 128, height: 72))
    }

    @Test mutating func whatIsMissingIsSaid() async throws {
        _ = try await film(1)
        _ = try await film(3)
        #expect(await cut(media).shortfall == "the film lacks scene 2, which could not be filmed")
    }

    @Test mutating func aFilmThatCannotBeCutIsAFailureThatNothingMends() async throws {
        #expect(await cut(media).failure?.message == "no scene was filmed, so there is no film")
        #expect(await cut(nil).failure?.kind == .needsPerson)
        let asset = try await film(1)
        let path = try #require(bench.assets.path(of: asset.sha256))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        try Data("no video".utf8).write(to: URL(fileURLWithPath: path))
        #expect(await cut(media).failure?.kind == .permanent)
        try FileManager.default.removeItem(atPath: path)
        #expect(await cut(media).failure?.message.contains("no longer in the state folder") == true)
    }
}
