import Content
import Core
import Crypto
import Foundation
import Imaging
import Store
import TestSupport
import Testing

/// How the pictures of scenes are tied to one another: together, by the picture before, or by seed and words.
@Suite struct ScenePictureTests {
    private var bench: AgentBench

    init() throws {
        bench = try AgentBench(scenes: 3)
        bench.tell(3)
    }

    private var cache: ImageCache {
        ImageCache(
            FileResultCache(
                in: bench.folder.path("state"), assets: bench.assets, time: ManualTime(AgentBench.createdAt)),
            isFresh: false)
    }

    private func image(_ painter: CannedPainter, cache: ImageCache? = nil) -> ImageAgent {
        ImageAgent(models: ImageModels([painter]), assets: bench.assets, queue: bench.queue, cache: cache)
    }

    private func draw(
        _ scene: Int, _ painter: CannedPainter, attempt: Int = 1, cache: ImageCache? = nil
    ) async -> AgentAnswer {
        let part = StoryPart.picture(scene)
        return await image(painter, cache: cache).perform(
            bench.order(TaskID("draw/\(part.key)"), uses: "image", part: part, attempt: attempt, model: "painter"),
            signals: NoSignals())
    }

    private func group(
        _ painter: CannedPainter, tryNumber: Int = 1, model: String? = "painter", cache: ImageCache? = nil
    ) async -> AgentAnswer {
        await GroupAgent(image: image(painter, cache: cache)).perform(
            bench.order("group", uses: "group", part: nil, tryNumber: tryNumber, model: model), signals: NoSignals())
    }

    private func link(_ answer: AgentAnswer) -> SceneLinked? {
        answer.records.lazy.compactMap { SceneLinked($0) }.first
    }

    // MARK: One by one

    @Test mutating func aSceneGoesByTheChosenPictureOfTheOneBefore() async throws {
        let painter = CannedPainter()
        let first = await draw(1, painter)
        #expect(painter.asked[0].references.isEmpty && link(first)?.link == .first)
        #expect(painter.asked[0].prompt == "Moment 1\nThe same in every scene: A red fox.")
        try await bench.make("01", attempt: 1, bytes: try AgentBench.picture(50))
        bench.judge("01", attempt: 1, score: 20, verdict: .fail)
        let chosen = try await bench.make("01", attempt: 2, bytes: try AgentBench.picture(51))
        bench.judge("01", attempt: 2, score: 90)
        let second = await draw(2, painter)
        #expect(painter.asked[1].references.map { SHA256.digest(of: $0.bytes) } == [chosen.sha256])
        #expect(link(second) == SceneLinked(key: AssetKey("02"), attempt: 1, link: .reference, to: chosen.sha256))
    }

    @Test mutating func whereTheOneBeforeFailedItGoesByTheNearest() async throws {
        let painter = CannedPainter()
        let first = try await bench.make("01", bytes: try AgentBench.picture(60))
        _ = await draw(3, painter)
        #expect(painter.asked[0].references.map { SHA256.digest(of: $0.bytes) } == [first.sha256])
    }

    @Test mutating func whatTheBriefRefersToGoesBehindIt() async throws {
        let painter = CannedPainter(references: 2)
        let first = try await bench.make("01", bytes: try AgentBench.picture(61))
        bench.brief.references = ["a.png", "b.png"]
        for (number, name) in ["a.png", "b.png"].enumerated() {
            let digest = try await bench.assets.put(try AgentBench.picture(70 + number))
            bench.records.append(
                FetchedReference(
                    source: name, sha256: digest, mediaType: .png, size: PixelSize(width: 96, height: 64)
                ).record)
        }
        _ = await draw(2, painter)
        let sent = painter.asked[0].references.map { SHA256.digest(of: $0.bytes) }
        #expect(sent.count == 2 && sent[0] == first.sha256)
        let offer = image(painter).offers(
            for: bench.order("draw/02", uses: "image", part: .picture(2)))?.first
        #expect(offer?.loss == "only the first 1 of 2 references used by painter")
    }

    @Test mutating func withoutReferencesTheSeedOfTheSceneBeforeIsTried() async throws {
        let painter = CannedPainter(references: 0, takesSeed: true)
        bench.records += await draw(1, painter).records
        bench.judge("01", score: 90)
        let second = await draw(2, painter)
        #expect(painter.asked[1].seed == painter.asked[0].seed && painter.asked[1].references.isEmpty)
        #expect(link(second)?.link == .seed)
        let again = await draw(2, painter, attempt: 2)
        #expect(painter.asked[2].seed != painter.asked[0].seed && link(again)?.link == .words)
        let offer = image(painter).offers(for: bench.order("draw/02", uses: "image", part: .picture(2)))?.first
        #expect(offer?.loss == nil, "nobody asked for a reference")
    }

    @Test mutating func theSeedOfAWeakPictureIsNotUsedAgain() async throws {
        let painter = CannedPainter(references: 0, takesSeed: true)
        bench.records += await draw(1, painter).records
        bench.judge("01", score: 10, verdict: .fail)
        #expect(link(await draw(2, painter))?.link == .words)
        #expect(painter.asked[1].seed == Seed(8))
    }

    @Test mutating func aChangedSceneIsMadeAnewAndThoseThatReferredToItToo() async throws {
        let painter = CannedPainter()
        func all() async throws {
            for scene in 1...3 {
                let answer = await draw(scene, painter, cache: cache)
                bench.records += answer.records
                bench.judge(StoryPart.picture(scene).key.text, score: 90)
            }
        }
        try await all()
        #expect(painter.asked.count == 3)
        bench.records = []
        bench.tell(3)
        try await all()
        #expect(painter.asked.count == 3, "nothing has changed, so nothing is bought")
        bench.records = []
        let scenes = ["Moment 1", "Another moment", "Moment 3"].map { StoryScene(title: "", prompt: $0, camera: "") }
        bench.records = [StoryArced(title: "Home", characters: "A red fox", scenes: scenes).record]
        try await all()
        #expect(painter.asked.count == 5, "the first stays; the third referred to the second")
    }

    // MARK: Together

    @Test func aGroupIsOfferedForTheWholeStoryOnlyByAModelThatCanDoIt() {
        let order = bench.order("group", uses: "group", part: nil)
        let offers = GroupAgent(image: image(CannedPainter(group: 3))).offers(for: order)
        #expect(offers?.map(\.model) == ["painter", GroupAgent.singly])
        #expect(offers?.first?.price == CannedPainter.cost * 3 && offers?.last?.price == .zero)
        #expect(GroupAgent(image: image(CannedPainter(group: 2))).offers(for: order) == nil, "too few at once")
        #expect(GroupAgent(image: image(CannedPainter(group: 1))).offers(for: order) == nil)
    }

    @Test mutating func aGroupMakesEverySceneInOneCall() async throws {
        let painter = CannedPainter(group: 15)
        let answer = await group(painter)
        let made = answer.records.compactMap { AssetProduced($0)?.asset }
        #expect(made.map(\.key.text) == ["01", "02", "03"] && Set(made.map(\.sha256)).count == 3)
        #expect(answer.spending == Spending(settled: CannedPainter.cost * 3))
        let request = try #require(painter.groups.first)
        #expect(painter.groups.count == 1 && request.count == 3)
        for scene in 1...3 { #expect(request.request.prompt.contains("\nPicture \(scene): Moment \(scene)")) }
        #expect(request.request.prompt.components(separatedBy: "A red fox").count == 2, "said once for all")
        bench.records += answer.records
        let drawn = await draw(2, painter)
        #expect(painter.asked.isEmpty && drawn.records.isEmpty && drawn.failure == nil)
        #expect(image(painter).offers(for: bench.order("draw/02", uses: "image", part: .picture(2))) == nil)
        let again = await draw(2, painter, attempt: 2)
        #expect(link(again)?.link == .reference && painter.asked.count == 1)
    }

    @Test mutating func whatAGroupDoesNotBringIsDrawnByTheOneBefore() async throws {
        let painter = CannedPainter(group: 15) { $0.outcomes = [nil, .refused(reason: "moderation")] }
        let answer = await group(painter)
        #expect(answer.records.compactMap { AssetProduced($0)?.asset.key.text } == ["01"])
        #expect(answer.spending == Spending(settled: CannedPainter.cost))
        bench.records += answer.records
        #expect(link(await draw(2, painter))?.link == .reference)
    }

    @Test(arguments: [
        ProviderError.refused(reason: "moderation"), .unavailable(reason: "down"), .unknownOutcome(taskID: nil),
    ])
    func aGroupThatFailsAsAWholeSaysSo(error: ProviderError) async {
        let answer = await group(CannedPainter(group: 15) { $0.failure = error })
        #expect(answer.failure?.message.contains("canned") == true && answer.records.isEmpty)
    }

    @Test func drawingSinglyBuysNothing() async {
        let painter = CannedPainter(group: 15)
        for model in [GroupAgent.singly, nil, "gone"] {
            let answer = await group(painter, model: model)
            #expect(answer.failure == nil && answer.records.isEmpty && answer.spending == .nothing)
        }
        #expect(painter.groups.isEmpty)
    }

    @Test mutating func aSecondGroupPaysOnlyForWhatHasChanged() async throws {
        let painter = CannedPainter(group: 15)
        _ = await group(painter, cache: cache)
        let same = await group(painter, cache: cache)
        #expect(painter.groups.count == 1 && same.spending == .nothing)
        #expect(same.records.compactMap { AssetProduced($0)?.asset.isReused } == [true, true, true])
        let scenes = ["Moment 1", "Another moment", "Moment 3"].map { StoryScene(title: "", prompt: $0, camera: "") }
        bench.records = [StoryArced(title: "Home", characters: "A red fox", scenes: scenes).record]
        let changed = await group(painter, cache: cache)
        #expect(painter.groups.count == 1, "no group is bought for one scene")
        #expect(changed.records.compactMap { AssetProduced($0)?.asset.key.text } == ["01", "03"])
        bench.records += changed.records
        _ = await draw(2, painter, cache: cache)
        #expect(painter.asked.count == 1)
    }

    @Test func aTryCutShortAfterItsGroupWasKeptDoesNotBuyItAgain() async throws {
        let painter = CannedPainter(group: 15)
        let lost = await group(painter, cache: cache)
        let again = await group(painter, tryNumber: 2, cache: cache)
        #expect(painter.groups.count == 1)
        #expect(again.spending == lost.spending, "it cost what it cost")
        #expect(
            again.records.compactMap { AssetProduced($0)?.asset }
                == lost.records.compactMap { AssetProduced($0)?.asset })
    }

    @Test func whatAPersonApprovesIsTheWordsOfTheScenes() throws {
        let agent = GroupAgent(image: image(CannedPainter()))
        let shown = try #require(agent.subject(of: bench.order("group", uses: "group", part: nil)))
        #expect(shown["scenes"]?.array?.first?["prompt"] == "Moment 1")
        var other = bench
        other.tell(3, characters: "A blue fox")
        #expect(agent.subject(of: other.order("group", uses: "group", part: nil)) != shown)
    }
}
