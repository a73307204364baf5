import Content
import Core
import Engine
import Review
import Testing

/// How a review takes in what judges have said.
@Suite struct JudgedReviewTests {
    private var bench: AgentBench
    private let plan: [PlanTask]

    init() throws {
        bench = try AgentBench()
        bench.brief.threshold = 20
        plan = PlanExpansion.tasks(of: Self.workflow, for: bench.brief)
    }

    private static let workflow = Workflow(
        name: "image",
        tasks: [
            WorkflowTask(id: "draw", uses: "image", forEach: .all),
            WorkflowTask(id: "judge", uses: "judge", needs: ["draw"], forEach: .all, onFailure: .skip),
            WorkflowTask(
                id: "review", uses: "review", needs: ["draw", "judge"], forEach: .all,
                review: ReviewPolicy(regenerates: "draw")),
        ], digest: "d")

    private func perform(_ settings: SemanticSettings = SemanticSettings()) async throws -> AgentAnswer {
        let agent = ReviewAgent(
            review: AssetReview(), assets: bench.assets, queue: bench.queue,
            semantic: SemanticReview(rubric: CannedJudge.rubric, settings: settings))
        return await agent.perform(
            bench.order(for: try #require(plan.first { $0.id == "review/01" })), signals: NoSignals())
    }

    private mutating func assess(_ scores: [String: Double]?, by model: String? = "judge-1", why: String = "busy") {
        let outcome: AssetAssessed.Outcome =
            scores.map { scores in
                let review = SemanticReview(rubric: CannedJudge.rubric)
                return .judged(
                    Assessment(
                        scores: scores.mapValues { CriterionScore(score: $0, evidence: "seen") },
                        totals: [review.total(of: scores)]))
            } ?? .unjudged(reason: why)
        bench.records.append(
            AssetAssessed(key: AssetKey("01"), attempt: 1, model: model, rubric: "r1", outcome: outcome, asked: 1)
                .record)
    }

    private func judged(_ answer: AgentAnswer) throws -> AssetJudged {
        try #require(answer.records.compactMap { AssetJudged($0) }.first)
    }

    @Test mutating func whatIsNotWhatWasAskedForIsMadeAgainThroughTheWholeChain() async throws {
        try await bench.draft("01")
        assess(["adherence": 1, "anatomy": 90])
        let answer = try await perform()
        #expect(answer.spawned.map(\.id.text) == ["draw/01@2", "judge/01@2", "review/01@2"])
        #expect(answer.spawned.map { $0.needs.map(\.text) } == [[], ["draw/01@2"], ["draw/01@2", "judge/01@2"]])
        #expect(answer.spawned[1].uses == "judge" && answer.spawned[1].onFailure == .skip)
        let judged = try judged(answer)
        #expect(judged.judgement.criteria["adherence"] == 1 && judged.judgement.criteria["sharpness"] != nil)
        #expect(judged.semantic?.verdict == .fail && judged.judgement.verdict == .fail)
        #expect(AssetJudged(judged.record)?.semantic == judged.semantic)
    }

    @Test mutating func aPictureWithoutAJudgementIsScoredAsIfNobodyHadBeenAsked() async throws {
        try await bench.draft("01")
        let plain = try judged(try await perform())
        assess(nil)
        let answer = try await perform()
        #expect(try judged(answer) == plain && plain.semantic == nil)
        #expect(answer.spawned.isEmpty && answer.shortfall == nil)
        assess(nil, by: nil, why: "no judge can be called here")
        #expect(try judged(try await perform()) == plain)
    }

    @Test mutating func oneJudgeOfTwoIsEnough() async throws {
        try await bench.draft("01")
        assess(nil, by: "judge-2")
        assess(["adherence": 97, "anatomy": 97])
        #expect(try judged(try await perform()).semantic?.verdict == .pass)
    }

    @Test mutating func judgesWhoDisagreeAreWrittenDown() async throws {
        try await bench.draft("01")
        assess(["adherence": 97, "anatomy": 97])
        assess(["adherence": 50, "anatomy": 97], by: "judge-2")
        let judged = try judged(try await perform())
        #expect(judged.judgement.criteria["adherence"] == 50, "not the mean of 73.5")
        #expect(judged.semantic?.disputes.last?.points == ["judge-1": 97, "judge-2": 50])
        #expect(AssetJudged(judged.record)?.semantic == judged.semantic)
    }

    @Test mutating func theFrozenFloorsOfTheRunGoFirst() async throws {
        try await bench.draft("01")
        assess(["adherence": 97, "anatomy": 55])
        bench.brief.thresholds = RunThresholds(ample: ["score": 5, "anatomy": 56], tight: [:], tightBelow: 0)
        let judged = try judged(try await perform())
        #expect(judged.judgement.verdict == .warn)
        #expect(judged.thresholds == ["score": 5, "anatomy": 56])
    }

    @Test mutating func aRecordOfAnOlderBotReadsAsBefore() throws {
        let record = RoomFact(
            type: AssetJudged.type,
            payload: ["key": "01", "attempt": 1, "score": 90, "verdict": "pass", "criteria": ["sharpness": 90]])
        #expect(AssetJudged(record)?.semantic == nil && AssetJudged(record)?.judgement.score == 90)
    }
}
