import Content
import Core
import Foundation
import Imaging
import Media
import Store
import TestSupport
import Testing

/// The agent that has videos made as jobs.
@Suite(.enabled(if: Clips.isThere)) struct VideoAgentTests {
    private var bench: AgentBench
    private let time = ManualTime()
    private let media: MediaTools

    init() throws {
        bench = try AgentBench()
        bench.brief.kind = .video
        bench.brief.format = .mp4
        bench.brief.size = PixelSize(width: 128, height: 72)
        bench.brief.duration = 2
        media = try #require(MediaTools(environment: ProcessInfo.processInfo.environment))
    }

    private func agent(_ provider: CannedVideoProvider, cache: AssetCache? = nil) -> VideoAgent {
        VideoAgent(
            models: VideoModels([provider]), assets: bench.assets, media: media, queue: bench.queue, cache: cache,
            time: time)
    }

    private func order(
        inputs: [TaskID: JSONValue] = [:], records: [RoomFact] = [], parameters: JSONValue = .object([:])
    ) -> TaskOrder {
        let task = PlanTask(id: "film/01", uses: "video", asset: AssetKey("01"), parameters: parameters)
        return TaskOrder(
            run: AgentBench.run, issue: .file(path: "/x/boats.md"), issueTitle: "Boats",
            createdAt: AgentBench.createdAt,
            brief: bench.brief, task: task, tryNumber: 1, seed: Seed(7), model: "filmer", inputs: inputs,
            records: records)
    }

    /// A film as a service gives it.
    private func film(_ source: String = "testsrc2=size=128x72:rate=24:duration=2", cost: Int64 = 200_000) async throws
        -> JobResult
    {
        let path = bench.folder.path("made-\(cost).mp4")
        try await Clips.make(source, at: path)
        return JobResult(file: path, mediaType: .mp4, seed: Seed(9), cost: MicroDollars(cost))
    }

    // MARK: Beginning

    @Test func aJobIsBegunAndItsTokenKeptWithADeadline() async throws {
        let provider = CannedVideoProvider()
        let answer = await agent(provider).perform(order(), signals: NoSignals())
        #expect(answer.outcome == .suspended(token: "job-1", deadline: time.now() + .seconds(3600)))
        #expect(answer.records.map(\.type) == ["job.begun"])
        let request = try #require(provider.begun.first)
        #expect(request.duration == .seconds(2) && request.framesPerSecond == 24 && request.seed == Seed(7))
        #expect(request.size == PixelSize(width: 128, height: 72))
    }

    @Test func itOffersWhatTheModelCosts() {
        let offer = agent(CannedVideoProvider()).offers(for: order())?.first
        #expect(offer?.price == MicroDollars(200_000))
        #expect(offer?.isRepeatable == false)
    }

    @Test mutating func whatTheModelMakesOtherwiseIsSaid() {
        bench.brief.duration = 20
        bench.brief.fps = 30
        bench.brief.audio = true
        let loss = agent(CannedVideoProvider()).offers(for: order())?.first?.loss
        #expect(loss == "8 s instead of 20.0 s, 24 frames a second instead of 30, no sound, as filmer makes it")
    }

    @Test func aRefusalFailsTheTryAndALostAnswerIsUnknown() async {
        let refused = CannedVideoProvider { $0.beginning = .failure(.refused(reason: "a real person")) }
        #expect(await agent(refused).perform(order(), signals: NoSignals()).failure?.kind == .permanent)
        let lost = CannedVideoProvider { $0.beginning = .failure(.unknownOutcome(taskID: nil)) }
        #expect(await agent(lost).perform(order(), signals: NoSignals()).failure?.kind == .unknownOutcome)
        #expect(agent(lost).leavesTrace(order()))
    }

    @Test func framesOfTheTasksBeforeItGoAlong() async throws {
        let picture = try ImageCodec.encode(
            Raster(width: 4, height: 4, pixels: Array(repeating: 9, count: 48)), as: .png)
        let digest = try await bench.assets.put(picture)
        let provider = CannedVideoProvider()
        _ = await agent(provider).perform(
            order(inputs: ["frames/01": ["firstFrame": .string(digest.hex)]]), signals: NoSignals())
        #expect(provider.begun.first?.firstFrame == SourcePicture(bytes: picture, mediaType: .png))
        let missing = await agent(provider).perform(
            order(inputs: ["frames/01": ["firstFrame": .string(String(repeating: "0", count: 64))]]),
            signals: NoSignals())
        #expect(missing.failure?.message.contains("not in the state folder") == true)
    }

    /// A key that was set for pictures must not take videos from the draft, only to find that they have no price.
    @Test mutating func aModelWithoutAPriceIsAskedOnlyByName() {
        func filmer(_ name: String, _ price: ModelPrice, isTrained: Bool = true) -> CannedVideoProvider {
            CannedVideoProvider(
                Model(
                    name: name, provider: "canned", id: name, abilities: [.video], isTrained: isTrained, price: price))
        }
        let unpriced = filmer("unpriced", .unknown)
        let draft = filmer("draft", .free, isTrained: false)
        let priced = filmer("priced", ModelPrice(video: .perSecond([1: MicroDollars(1)])))
        func names(_ providers: any VideoProvider...) -> [String] {
            VideoModels(providers).candidates(for: bench.brief).map(\.model.name)
        }
        #expect(names(unpriced, draft) == ["draft"] && names(unpriced, priced, draft) == ["priced"])
        #expect(names(unpriced) == ["unpriced"])
        bench.brief.model = "unpriced"
        #expect(names(unpriced, draft) == ["unpriced"])
    }

    // MARK: Drafts

    private static let drafter = Model(
        name: "filmer", provider: "canned", id: "filmer-1", abilities: [.video], takesSeed: true,
        price: ModelPrice(video: .perSecond([496: MicroDollars(10_000), 1080: MicroDollars(100_000)])),
        clips: ClipLimits(seconds: 2...8, framesPerSecond: 24, makesDrafts: true))

    @Test mutating func aDraftIsMadeSmallAndPutsOutWhatTheWholeOneIsMadeFrom() async throws {
        bench.brief.size = PixelSize(width: 1920, height: 1080)
        let made = try await film()
        let provider = CannedVideoProvider(Self.drafter) { $0.looks = [.success(.done(made))] }
        let drafting = order(parameters: ["draft": true])
        #expect(agent(provider).offers(for: drafting)?.map(\.price) == [MicroDollars(20_000)])
        _ = await agent(provider).perform(drafting, signals: NoSignals())
        let request = try #require(provider.begun.first)
        #expect(request.draft == .small && request.size.pixels <= 864 * 496)
        guard
            case .completed(let completion) = await agent(provider)
                .look(at: "job-1", for: drafting, signals: NoSignals())
        else {
            Issue.record("it is not done")
            return
        }
        #expect(completion.output["draftTask"] == "job-1" && completion.output["draftModel"] == "filmer")
        #expect(completion.records.map(\.type) == ["video.drafted", "job.watched"], "it is no asset of the run's")
        _ = await agent(provider).perform(order(inputs: ["draft/01": completion.output]), signals: NoSignals())
        let whole = try #require(provider.begun.last)
        #expect(whole.draft == .whole(of: "job-1") && whole.size == bench.brief.size)
    }

    /// Another model knows nothing of the draft, and another attempt is meant to be another video.
    @Test func aVideoIsMadeAtOnceWhereTheDraftIsNotItsOwn() async throws {
        let provider = CannedVideoProvider(Self.drafter)
        _ = await agent(provider).perform(
            order(inputs: ["draft/01": ["draftTask": "job-1", "draftModel": "other"]]), signals: NoSignals())
        let again = TaskOrder(
            run: AgentBench.run, issue: .file(path: "/x/boats.md"), issueTitle: "Boats",
            createdAt: AgentBench.createdAt, brief: bench.brief,
            task: PlanTask(id: "film/01/2", uses: "video", asset: AssetKey("01"), attempt: 2), tryNumber: 1,
            seed: Seed(8), model: "filmer",
            inputs: ["draft/01": ["draftTask": "job-1", "draftModel": "filmer"]], records: [])
        _ = await agent(provider).perform(again, signals: NoSignals())
        #expect(provider.begun.map(\.draft) == [nil, nil])
    }

    @Test func whereNoModelMakesDraftsNoneIsBought() async {
        let provider = CannedVideoProvider()
        let drafting = order(parameters: ["draft": true])
        #expect(agent(provider).offers(for: drafting) == nil)
        let answer = await agent(provider).perform(drafting, signals: NoSignals())
        #expect(answer.outcome == .done([:]) && provider.begun.isEmpty)
    }

    /// A second run of the same brief pays for neither.
    @Test func whatIsThereAsAWholeNeedsNoDraft() async throws {
        let made = try await film()
        let results = FileResultCache(
            in: bench.folder.path("state"), assets: bench.assets, time: ManualTime(AgentBench.createdAt))
        let cache = AssetCache(results, isFresh: false)
        let provider = CannedVideoProvider(Self.drafter) { $0.looks = [.success(.done(made))] }
        let whole = order(inputs: ["draft/01": ["draftTask": "job-1", "draftModel": "filmer"]])
        _ = await agent(provider, cache: cache).perform(whole, signals: NoSignals())
        _ = await agent(provider, cache: cache).look(at: "job-2", for: whole, signals: NoSignals())
        let drafting = order(parameters: ["draft": true])
        let answer = await agent(provider, cache: cache).perform(drafting, signals: NoSignals())
        #expect(answer.outcome == .done([:]) && provider.begun.count == 1)
        let again = await agent(provider, cache: cache).perform(order(), signals: NoSignals())
        #expect(again.spending == .nothing && provider.begun.count == 1)
    }

    // MARK: Looking

    private func look(_ provider: CannedVideoProvider, parameters: JSONValue = .object([:])) async -> JobLook {
        await agent(provider).look(at: "job-1", for: order(parameters: parameters), signals: NoSignals())
    }

    @Test func aFilmIsMarkedKeptAndRecordedWithAPoster() async throws {
        let made = try await film()
        let provider = CannedVideoProvider { $0.looks = [.success(.done(made))] }
        guard case .completed(let completion) = await look(provider, parameters: ["lastFrame": true]) else {
            Issue.record("it is not done")
            return
        }
        #expect(completion.failure == nil)
        #expect(completion.spending == Spending(settled: MicroDollars(200_000)))
        let asset = try #require(completion.records.first.flatMap(AssetProduced.init)?.asset)
        #expect(asset.mediaType == .mp4 && asset.size == PixelSize(width: 128, height: 72) && asset.seed == Seed(9))
        #expect(asset.film?.duration == .seconds(2) && asset.film?.framesPerSecond == 24)
        let bytes = try [UInt8](
            Data(contentsOf: URL(fileURLWithPath: try #require(bench.assets.path(of: asset.sha256)))))
        #expect(String(decoding: bytes, as: UTF8.self).contains("trainedAlgorithmicMedia"))
        #expect(asset.bytes == bytes.count)
        let copy = try bench.folder.write(bytes, to: "marked.mp4")
        #expect(try await media.probe(copy).frames == 48, "a marked film still plays")
        let poster = try #require(asset.film?.poster.flatMap(bench.assets.path))
        #expect(MediaType(sniffing: try Data(contentsOf: URL(fileURLWithPath: poster))) == .jpeg)
        #expect(completion.output["lastFrame"]?.string == asset.film?.lastFrame?.hex)
        let left = try FileManager.default.contentsOfDirectory(atPath: bench.folder.path)
        #expect(!left.contains { $0.hasPrefix("made-") }, "\(left)")
    }

    @Test mutating func anEqualRequestIsNotBoughtAgain() async throws {
        let made = try await film()
        let results = FileResultCache(
            in: bench.folder.path("state"), assets: bench.assets, time: ManualTime(AgentBench.createdAt))
        let cache = AssetCache(results, isFresh: false)
        let provider = CannedVideoProvider { $0.looks = [.success(.done(made))] }
        _ = await agent(provider, cache: cache).perform(order(), signals: NoSignals())
        guard
            case .completed(let completion) = await agent(provider, cache: cache)
                .look(at: "job-1", for: order(), signals: NoSignals())
        else {
            Issue.record("it is not done")
            return
        }
        let first = try #require(completion.records.first.flatMap(AssetProduced.init)?.asset)
        let answer = await agent(provider, cache: cache).perform(order(), signals: NoSignals())
        let again = try #require(answer.records.first.flatMap(AssetProduced.init)?.asset)
        #expect(provider.begun.count == 1 && answer.spending == .nothing)
        #expect(again.isReused && again.cost == .zero && again.sha256 == first.sha256 && again.film == first.film)
        #expect(answer.outcome == .done(completion.output))
        bench.brief.duration = 3
        _ = await agent(provider, cache: cache).perform(order(), signals: NoSignals())
        #expect(provider.begun.count == 2, "another length is another request")
    }

    @Test(arguments: [
        ProviderError.unavailable(reason: "no network"), .throttled(after: .seconds(30)),
        .unauthorised(variable: "KEY"),
    ])
    func whatKeepsAJobFromBeingSeenIsNoFailureOfIt(error: ProviderError) async {
        let wait: Duration? = if case .throttled(let after) = error { after } else { nil }
        #expect(await look(CannedVideoProvider { $0.looks = [.failure(error)] }) == .unseen(after: wait))
    }

    @Test func aJobThatFailedFailsItsTry() async {
        let provider = CannedVideoProvider {
            $0.looks = [.success(.failed(.wasted(reason: "gone", cost: MicroDollars(9))))]
        }
        guard case .completed(let completion) = await look(provider) else {
            Issue.record("it is not done")
            return
        }
        #expect(completion.failure?.kind == .permanent)
        #expect(completion.records.map(\.payload) == [["task": .string(completion.task.text), "try": 1, "looks": 1]])
        #expect(completion.spending == Spending(settled: MicroDollars(9)))
    }

    @Test func aFilmThatIsNoneWasPaidForAndSaysSo() async throws {
        let path = try bench.folder.write("not a film", to: "no.mp4")
        let provider = CannedVideoProvider {
            $0.looks = [.success(.done(JobResult(file: path, mediaType: .mp4, cost: MicroDollars(5))))]
        }
        guard case .completed(let completion) = await look(provider) else {
            Issue.record("it is not done")
            return
        }
        #expect(completion.failure?.kind == .permanent)
        #expect(completion.failure?.message.contains("filmer made for 01 can't be used") == true)
        #expect(completion.spending == Spending(settled: MicroDollars(5)))
    }

    // MARK: Finding

    private func find(
        _ lists: [Result<[String]?, ProviderError>], records: [RoomFact] = []
    ) async -> (JobSearch, CannedVideoProvider) {
        let provider = CannedVideoProvider { $0.lists = lists }
        let start = time.now()
        return (
            await agent(provider).find(order(records: records), begunAfter: start, signals: NoSignals()), provider
        )
    }

    @Test func theOneJobThatFitsIsTheTrysOwn() async {
        let start = time.now()
        let (found, provider) = await find([.success(["job-7"])])
        guard case .begun("job-7", let deadline, let records) = found else {
            Issue.record("\(found)")
            return
        }
        #expect(deadline == start + .seconds(3600))
        #expect(records.map(\.type) == ["job.begun"])
        #expect(provider.windows.first?.contains(start) == true)
        #expect(time.now() >= start + .seconds(60), "a list may lag behind")
    }

    @Test func aJobThatCameUpLateIsFound() async {
        let (found, _) = await find([.success([]), .success(["job-7"])])
        guard case .begun("job-7", _, _) = found else {
            Issue.record("\(found)")
            return
        }
    }

    @Test func nothingIsSaidOnceTheListWasReadTwice() async {
        let (found, provider) = await find([.success([])])
        #expect(found == .nothing)
        #expect(provider.windows.count == 2)
    }

    @Test func twoThatFitAreUnknown() async {
        guard case .unknown(let reason) = await find([.success(["a", "b"])]).0 else {
            Issue.record("it was taken for known")
            return
        }
        #expect(reason.contains("2 jobs"))
    }

    @Test func aJobOfAnotherTaskIsNotTaken() async {
        let other = RoomFact(
            type: "job.begun", payload: ["task": "film/02", "try": 1, "model": "filmer", "token": "a"])
        guard case .begun("b", _, _) = await find([.success(["a", "b"])], records: [other]).0 else {
            Issue.record("it was not told apart")
            return
        }
    }

    @Test(arguments: [Result<[String]?, ProviderError>.success(nil), .failure(.unavailable(reason: "down"))])
    func withoutAListItIsUnknown(list: Result<[String]?, ProviderError>) async {
        guard case .unknown = await find([list]).0 else {
            Issue.record("it was taken for known")
            return
        }
    }

    @Test func whatIsNotWantedAnyMoreIsCancelledThere() async {
        let provider = CannedVideoProvider()
        await agent(provider).abandon(order(), token: "job-1")
        #expect(provider.cancelled == ["job-1"])
    }
}
