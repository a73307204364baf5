import Content
import Core
import Engine
import Foundation
import Imaging
import Resources
import Review
import Store
import Testing

@Suite struct ReviewAgentTests {
    private var bench: AgentBench
    private let plan: [PlanTask]

    init() throws {
        bench = try AgentBench()
        plan = PlanExpansion.tasks(of: SampleWorkflow.image, for: bench.brief)
    }

    private func perform(attempt: Int = 1) async throws -> AgentAnswer {
        let first = try #require(plan.first { $0.id == "review/01" })
        var task = first
        if attempt > 1 {
            let again = try #require(Regeneration(of: first)).tasks(for: AssetKey("01"), attempt: attempt)
            task = try #require(again.last)
        }
        let agent = ReviewAgent(review: AssetReview(), assets: bench.assets, queue: bench.queue)
        return await agent.perform(bench.order(for: task), signals: NoSignals())
    }

    private static func blank() throws -> [UInt8] {
        try ImageCodec.encode(
            Raster(width: 96, height: 64, pixels: Array(repeating: 128, count: 96 * 64 * 3)), as: .png)
    }

    @Test mutating func whatReachesTheThresholdIsAccepted() async throws {
        bench.brief.threshold = 0
        try await bench.make("01", bytes: Self.blank())
        let answer = try await perform()
        #expect(answer.outcome == .done(["attempt": 1]))
        #expect(answer.records.compactMap { AssetJudged($0) }.count == 1)
    }

    /// Who named neither size nor format is sold no second picture for them.
    @Test(arguments: [(false, false, nil), (true, false, "size"), (false, true, "fileType")])
    mutating func onlyWhatTheBriefNamesIsHeldAgainstAPicture(size: Bool, format: Bool, flaw: String?) async throws {
        (bench.brief.namesSize, bench.brief.namesFormat) = (size, format)
        let pixels = (0..<80 * 80 * 3).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 / 240) }
        try await bench.make(
            "01", bytes: try ImageCodec.encode(Raster(width: 80, height: 80, pixels: pixels), as: .jpeg))
        let judged = try #require(try await perform().records.compactMap { AssetJudged($0) }.first)
        let criteria = judged.judgement.criteria
        #expect((criteria["size"] != nil) == size && (criteria["fileType"] != nil) == format)
        #expect(criteria["aspect"] == nil || size)
        if let flaw { #expect(try #require(criteria[flaw]) < 80) }
        bench.brief.aspectRatio = "3:2"
        let shaped = try #require(try await perform().records.compactMap { AssetJudged($0) }.first)
        #expect(try #require(shaped.judgement.criteria["aspect"]) < 80, "a shape that was named is looked at")
    }

    @Test func whatWasNeverMadeIsNoFaultOfTheReview() async throws {
        let answer = try await perform()
        guard case .done(_, let shortfall?) = answer.outcome else {
            Testing.Issue.record("\(answer.outcome)")
            return
        }
        #expect(shortfall == "01: attempt 1 was not made, so there is nothing to judge")
        #expect(answer.records.isEmpty)
    }

    @Test mutating func aWeakOneIsSentBackThroughTheWholeChain() async throws {
        try await bench.make("01", bytes: Self.blank())
        let answer = try await perform()
        #expect(answer.spawned.map(\.id.text) == ["draw/01@2", "review/01@2"])
        #expect(answer.spawned.map(\.attempt) == [2, 2])
        #expect(answer.spawned.last?.needs == ["draw/01@2"])
    }

    /// Of an earlier run only the best of its attempts was kept: it is not tried again as often as it was.
    @Test(arguments: [(2, 2, nil), (2, 3, 3), (3, 2, nil)])
    mutating func oneThatStandsForSeveralCountsAsMany(attempts: Int, limit: Int, next: Int?) async throws {
        bench.brief.attempts = limit
        let bytes = try Self.blank()
        let asset = Asset(
            key: AssetKey("01"), attempt: 1, sha256: try await bench.assets.put(bytes), mediaType: .png,
            size: PixelSize(width: 96, height: 64), bytes: bytes.count, provider: "draft", model: "draft-1",
            prompt: bench.brief.prompt, seed: try #require(Seed(1)), cost: .zero, isSigned: false, isReused: true,
            standsFor: attempts)
        #expect(AssetProduced(AssetProduced(asset).record)?.asset == asset)
        bench.records.append(AssetProduced(asset).record)
        let answer = try await perform()
        #expect(answer.spawned.map(\.attempt) == (next.map { [$0, $0] } ?? []))
        if next == nil {
            guard case .done(let output, let shortfall) = answer.outcome else {
                Testing.Issue.record("\(answer.outcome)")
                return
            }
            #expect(output == ["attempt": 1])
            #expect(shortfall?.contains("attempt 1 scored") == true && shortfall?.contains("attempt 2") == false)
        }
    }

    /// A picture of a model without seeds differs from the last one by what the prompt says; with seeds, by the seed alone.
    @Test(arguments: [false, true]) mutating func theNextAttemptIsToldWhatFailed(takesSeed: Bool) async throws {
        var provider = CannedProvider(bytes: [])
        provider.model = Model(
            name: "draft-1", provider: "canned", id: "x", takesSeed: takesSeed, price: ModelPrice(otherImages: .zero))
        try await bench.make("01", bytes: Self.blank())
        let agent = ReviewAgent(
            review: AssetReview(), assets: bench.assets, queue: bench.queue, models: ImageModels([provider]))
        let answer = await agent.perform(
            bench.order(for: try #require(plan.first { $0.id == "review/01" })), signals: NoSignals())
        let notes = answer.spawned.first?.parameters["notes"]?.array?.compactMap(\.string)
        #expect(answer.spawned.map(\.id.text) == ["draw/01@2", "review/01@2"])
        #expect(notes?.contains { $0.hasPrefix("Avoid:") && $0.contains("blurry") } == (takesSeed ? nil : true))
    }

    /// After two attempts that failed the same criterion another seed alone has not helped: then the words change as well.
    @Test(arguments: [("sharpness", true), ("noise", false)])
    mutating func aModelWithSeedsIsToldOfWhatFailedTwice(earlier: String, isTold: Bool) async throws {
        var provider = CannedProvider(bytes: [])
        provider.model = Model(
            name: "draft-1", provider: "canned", id: "x", takesSeed: true, price: ModelPrice(otherImages: .zero))
        bench.brief.attempts = 5
        try await bench.make("01", bytes: Self.blank())
        bench.records.append(
            AssetJudged(
                key: AssetKey("01"), attempt: 1,
                judgement: Judgement(score: 20, verdict: .fail, criteria: [earlier: 10]), hash: nil
            ).record)
        try await bench.make("01", attempt: 2, bytes: Self.blank())
        let first = try #require(plan.first { $0.id == "review/01" })
        let chain = try #require(Regeneration(of: first))
        let second = try #require(chain.tasks(for: AssetKey("01"), attempt: 2).last)
        let agent = ReviewAgent(
            review: AssetReview(), assets: bench.assets, queue: bench.queue, models: ImageModels([provider]))
        let answer = await agent.perform(bench.order(for: second), signals: NoSignals())
        let notes = answer.spawned.first?.parameters["notes"]?.array?.compactMap(\.string)
        #expect(answer.spawned.map(\.id.text) == ["draw/01@3", "review/01@3"])
        #expect(notes == (isTold ? ["Avoid: blurry, out of focus."] : nil))
    }

    @Test mutating func theLastAttemptEndsWithAReasonCriterionByCriterion() async throws {
        bench.brief.attempts = 2
        try await bench.make("01", bytes: Self.blank())
        bench.judge("01", score: 40, verdict: .fail)
        try await bench.make("01", attempt: 2, bytes: Self.blank())
        let answer = try await perform(attempt: 2)
        let reason = try #require(answer.shortfall)
        #expect(reason.hasPrefix("01: No attempt reached 80"))
        #expect(reason.contains("attempt 1 scored 40") && reason.contains("sharpness"))
        #expect(answer.spawned.isEmpty)
    }

    @Test mutating func oneAttemptIsAllWhereNoMoreIsAllowed() async throws {
        bench.brief.attempts = 1
        try await bench.make("01", bytes: Self.blank())
        #expect(try await perform().shortfall != nil)
    }

    @Test mutating func aDamagedPictureIsMadeAgain() async throws {
        try await bench.make("01", bytes: Array(try Self.blank().prefix(60)))
        let answer = try await perform()
        #expect(answer.spawned.map(\.id.text) == ["draw/01@2", "review/01@2"])
        #expect(answer.records.compactMap { AssetJudged($0) }.first?.judgement.verdict == .unjudged)
    }

    @Test mutating func aDamagedPictureWithoutAnotherAttemptIsSaidToBeUnjudged() async throws {
        bench.brief.attempts = 1
        try await bench.make("01", bytes: Array(try Self.blank().prefix(60)))
        #expect(try await perform().shortfall?.contains("could not be judged") == true)
    }

    // MARK: Thresholds

    /// Thresholds between which a score of 60 lies: 62 with money left, 58 when it is tight.
    private static let thresholds = RunThresholds(
        ample: ["score": 62, "sharpness": 0, "faceIdentity": 0.75],
        tight: ["score": 58, "sharpness": 0, "faceIdentity": 0.72], tightBelow: 0.5)

    @Test mutating func theFrozenThresholdsGoBeforeTheBriefs() async throws {
        bench.brief.threshold = 99
        bench.brief.thresholds = RunThresholds(
            ample: ["score": 0, "sharpness": 100, "faceIdentity": 0.75], tight: ["score": 0], tightBelow: 0.1)
        try await bench.make("01", bytes: Self.blank())
        let answer = try await perform()
        let judged = try #require(answer.records.compactMap { AssetJudged($0) }.first)
        #expect(judged.judgement.verdict == .warn, "the floor of sharpness is missed, the score is reached")
        #expect(judged.thresholds == ["score": 0, "sharpness": 100], "only what was judged is recorded")
        #expect(answer.outcome == .done(["attempt": 1]))
    }

    @Test mutating func withoutFrozenOnesNothingIsRecorded() async throws {
        try await bench.make("01", bytes: Self.blank())
        let judged = try await perform().records.compactMap { AssetJudged($0) }.first
        #expect(judged?.thresholds == [:])
    }

    @Test(arguments: [(nil, 62), (0.5, 62), (0.49, 58)] as [(Double?, Double)])
    mutating func aTightBudgetLowersTheBar(share: Double?, score: Double) async throws {
        bench.brief.thresholds = Self.thresholds
        bench.remainingShare = share
        try await bench.make("01", bytes: Self.blank())
        let judged = try #require(try await perform().records.compactMap { AssetJudged($0) }.first)
        #expect(judged.thresholds["score"] == score)
    }

    @Test mutating func anEarlierAttemptThatReachesTheLoweredBarIsJudgedAnewAndTaken() async throws {
        bench.brief.thresholds = Self.thresholds
        bench.remainingShare = 0.1
        try await bench.make("01", bytes: Self.blank())
        bench.judge("01", score: 60, verdict: .fail)
        try await bench.make("01", attempt: 2, bytes: Self.blank())
        let answer = try await perform(attempt: 2)
        #expect(answer.outcome == .done(["attempt": 1]))
        let judged = answer.records.compactMap { AssetJudged($0) }
        #expect(judged.map(\.attempt) == [2, 1])
        #expect(judged.map(\.judgement.verdict) == [.fail, .pass])
        #expect(judged.last?.judgement.score == 60 && judged.last?.thresholds["score"] == 58)
    }

    @Test func theShippedFloorsAreThoseOfTheReview() throws {
        let thresholds = try ResourceFinder().thresholds().thresholds(tier: .balanced)
        for (criterion, floor) in ReviewSettings.standardFloors {
            #expect(thresholds[criterion.rawValue] == floor, "\(criterion)")
        }
        for criterion in Criterion.allCases where thresholds[criterion.rawValue] != nil {
            #expect(ReviewSettings.standardFloors[criterion] != nil, "\(criterion) has a floor by the file alone")
        }
    }

    @Test func everyCriterionHasARecovery() {
        let table = RecoveryTable()
        for criterion in Criterion.allCases where criterion != .distinctness {
            #expect(table.strategy(failed: [criterion.rawValue], failures: 0) != .retry, "\(criterion)")
        }
        // Another seed is what a repeated picture needs.
        #expect(table.strategy(failed: [Criterion.distinctness.rawValue], failures: 0) == .retry)
    }

    @Test mutating func aPictureThatIsGoneFailsForGood() async throws {
        let asset = try await bench.make("01", bytes: Self.blank())
        try FileManager.default.removeItem(atPath: try #require(bench.assets.path(of: asset.sha256)))
        let failure = try #require(try await perform().failure)
        #expect(failure.kind == .permanent)
        #expect(failure.message.contains("--fresh"))
    }
}
