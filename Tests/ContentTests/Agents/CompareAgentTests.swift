import Content
import Core
import Engine
import Testing

@Suite struct CompareAgentTests {
    private var bench: AgentBench

    init() throws { bench = try AgentBench(count: 3) }

    private func perform() async throws -> AgentAnswer {
        let plan = PlanExpansion.tasks(of: SampleWorkflow.image, for: bench.brief)
        let task = try #require(plan.first { $0.id == "compare" })
        return await CompareAgent(limit: 4).perform(bench.order(for: task), signals: NoSignals())
    }

    private mutating func make(_ keys: [String], hashes: [UInt64]) async throws {
        for (key, hash) in zip(keys, hashes) {
            try await bench.make(key, bytes: Array(key.utf8))
            bench.judge(key, score: 90, hash: hash)
        }
    }

    @Test mutating func distinctPicturesPass() async throws {
        try await make(["01", "02", "03"], hashes: [0, .max, 0xffff])
        #expect(try await perform().outcome == .done(["duplicates": 0]))
    }

    @Test(arguments: [["01", "02", "03"], ["03", "01", "02"], ["02", "03", "01"]])
    mutating func theLaterInThePlanIsSentBackWhoeverWasFirst(order: [String]) async throws {
        try await make(order, hashes: order.map { $0 == "02" ? .max : 1 })
        let answer = try await perform()
        #expect(answer.spawned.map(\.id.text) == ["draw/03@2", "review/03@2", "compare@2"])
        #expect(answer.spawned.last?.needs == ["review/03@2"])
        let devalued = try #require(answer.records.compactMap { AssetJudged($0) }.first)
        #expect(devalued.key == AssetKey("03") && devalued.judgement.verdict == .fail)
        #expect(devalued.judgement.criteria["distinctness"] == 0)
        #expect(devalued.judgement.criteria["sharpness"] == 90, "its own criteria stay")
        #expect(devalued.judgement.score < 80)
    }

    @Test mutating func aRepetitionIsDevaluedOnce() async throws {
        try await make(["01", "02"], hashes: [1, 1])
        let first = try #require(try await perform().records.compactMap { AssetJudged($0) }.first)
        bench.records.append(first.record)
        let second = try #require(try await perform().records.compactMap { AssetJudged($0) }.first)
        #expect(second.judgement == first.judgement)
    }

    @Test mutating func withoutAnotherAttemptItSaysSoAndEnds() async throws {
        bench.brief.attempts = 1
        try await make(["01", "02"], hashes: [1, 1])
        let answer = try await perform()
        #expect(answer.spawned.isEmpty)
        #expect(answer.shortfall == "02: it repeats 01, and no attempt is left")
    }

    @Test mutating func anUndecodedPictureIsComparedWithNothing() async throws {
        try await bench.make("01", bytes: [1])
        bench.judge("01", score: 0, verdict: .unjudged)
        #expect(try await perform().outcome == .done(["duplicates": 0]))
    }
}
