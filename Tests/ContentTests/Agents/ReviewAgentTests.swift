import Content
import Core
import Engine
import Imaging
import Review
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

    @Test mutating func aWeakOneIsSentBackThroughTheWholeChain() async throws {
        try await bench.make("01", bytes: Self.blank())
        let answer = try await perform()
        #expect(answer.spawned.map(\.id.text) == ["draw/01@2", "review/01@2"])
        #expect(answer.spawned.map(\.attempt) == [2, 2])
        #expect(answer.spawned.last?.needs == ["draw/01@2"])
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

    @Test func aPictureThatIsGoneFailsForGood() async throws {
        let failure = try #require(try await perform().failure)
        #expect(failure.kind == .permanent)
        #expect(failure.message.contains("--fresh"))
    }
}
