import Core
import TestSupport
import Testing

/// Thresholds, questions, errors and figures as the commands show them.
@Suite struct QualityTests {
    private let scene: Scene

    init() throws { scene = try Scene() }

    private func threshold(_ fields: [String: String]) async throws -> Int? {
        try scene.issue(asking: fields)
        return try await scene.bot("plan", "boats.md", "--json").json["brief"]?["threshold"]?.integer
    }

    @Test func theTierMovesTheThresholdUnlessTheBriefNamesIt() async throws {
        #expect(try await threshold([:]) == 80)
        #expect(try await threshold(["quality": "high"]) == 85)
        #expect(try await threshold(["quality": "fast"]) == 75)
        #expect(try await threshold(["quality": "high", "threshold": "80"]) == 80)
        try scene.folder.write("threshold: 60\n", to: ".github/showrunner.yml")
        #expect(try await threshold(["quality": "high"]) == 65)
    }

    @Test func theRepositorysOwnThresholdsGoFirst() async throws {
        let path = "templates/review/thresholds.yml"
        let rules = "criteria:\n  score: {unit: points, better: higher}\n"
        try scene.folder.write("", to: ".github/showrunner.yml")
        try scene.folder.write("kind: QualityThresholds\ntiers: {high: 0.1}\n" + rules, to: path)
        #expect(try await threshold(["quality": "high"]) == 90)
        try scene.folder.write("kind: QualityThresholds\ntiers: {high: 7}\n" + rules, to: path)
        let result = try await scene.bot("plan", "boats.md")
        #expect(result.status == 2)
        #expect(result.errorText.contains("templates/review/thresholds.yml:2:15"))
    }

    @Test func aReviewRecordsWhatItHeldThePictureTo() async throws {
        try scene.issue(asking: ["quality": "fast", "attempts": "1"])
        let run = try await scene.bot("run", "boats.md")
        #expect([0, 3].contains(run.status), "\(run.errorText)")
        let judged = try #require(try await scene.events().first { $0["type"] == "asset.judged" })
        #expect(judged["payload"]?["thresholds"]?["score"] == 75)
        #expect(judged["pointer"] == "/assets/01/attempts/1/judgement")
        #expect(judged["metadata"]?["retryCount"] == 0)
        #expect(judged["metadata"]?["latencyMs"]?.integer ?? -1 >= 0)
        let sidecar = try JSONValue(parsing: try scene.text("showrunner-output/assets/boats/boats-01.json"))
        #expect(sidecar["thresholds"]?["score"] == 75)
        #expect(sidecar["request"]?["threshold"] == 75)
    }

    @Test func planAsksWhatTheBriefLeavesOpen() async throws {
        try scene.issue(prompt: "Make three posters of a boat")
        let plan = try await scene.bot("plan", "boats.md", "--json").json
        #expect(plan["questions"]?.array?.map { $0["field"] } == ["count"])
        #expect(plan["questions"]?.array?.first?["assumed"] == "1")
        #expect(try await scene.bot("plan", "boats.md").text.contains("asks for 3 posters"))
        try scene.issue()
        #expect(try await scene.bot("plan", "boats.md", "--json").json["questions"] == [])
    }

    @Test func aRunAsksBeforeItMakesAnything() async throws {
        try scene.issue(prompt: "Make three posters of a boat")
        let asked = try await scene.bot("run", "boats.md")
        #expect(asked.status == 4, "\(asked.errorText)")
        #expect(asked.errorText.contains("asks for 3 posters"))
        #expect(try await scene.drawn().isEmpty)
        let opened = try #require(try await scene.events().first { $0["type"] == "gate.opened" })
        #expect(opened["pointer"] == "/gates/clarification" && opened["payload"]?["kind"] == "clarification")
        let figures = try await scene.bot("history", "--kpis", "--json").json
        #expect(figures["human_intervention_rate"] == 1 && figures["avg_decision_latency_ms"] == .null)
    }

    @Test func errorsAndFiguresOfARunThatFellShort() async throws {
        try scene.issue(asking: ["threshold": "100", "attempts": "2"])
        #expect(try await scene.bot("run", "boats.md").status == 3)
        let errors = try await scene.bot("show", "last", "--errors", "--json").jsonLines
        #expect(errors.count == 1)
        #expect(errors.first?["resolution"] == "shortfall" && errors.first?["asset"] == "01")
        #expect(errors.first?["recoveryAttempts"]?.array?.map { $0["result"] } == ["failed"])
        #expect(try await scene.bot("show", "last", "--errors").text.contains("underThreshold"))
        let figures = try await scene.bot("history", "--kpis", "--json").json
        #expect(figures["runs"] == 1 && figures["project_completion_rate"] == 1)
        #expect(figures["human_intervention_rate"] == 0 && figures["cost_overrun_rate"] == .null)
        #expect(try await scene.bot("history", "--kpis").text.contains("completion"))
    }

    @Test func figuresOfAnEmptyHistoryAreSaidToBeNone() async throws {
        let result = try await scene.bot("history", "--kpis")
        #expect(result.status == 0)
        #expect(result.text.contains("No runs yet"))
    }
}
