import Content
import Core
import Engine
import Testing

@Suite struct RunJSONTests {
    private func members(_ value: JSONValue?) -> Set<String> { Set(value?.object?.keys.map { $0 } ?? []) }

    @Test func showHasExactlyTheContractsMembers() throws {
        var run = try SampleRun(brief: try SampleRun.brief(count: 2), budget: MicroDollars(1_000_000))
        run.plan()
        try run.attempt("01", score: 91)
        try run.attempt("02", 1, score: 60)
        try run.attempt("02", 2, score: 85)
        run.deliver()
        run.finish(.succeeded)
        let json = RunJSON.show(try run.view)
        #expect(
            members(json) == [
                "id", "status", "issue", "brief", "tasks", "assets", "prompts", "cost", "gates", "delivery", "metrics",
                "createdAt", "finishedAt", "version", "bytes", "prunedAt", "story",
            ])
        #expect(members(json["issue"]) == ["repository", "number", "title", "url"])
        #expect(
            members(json["tasks"]?.array?.first) == [
                "id", "kind", "status", "needs", "attempts", "startedAt", "finishedAt", "costUSD", "error",
            ])
        #expect(
            members(json["assets"]?.array?.first) == [
                "path", "mediaType", "width", "height", "bytes", "sha256", "provider", "model", "prompt", "seed",
                "attempt", "selected", "costUSD", "reused", "reproducible", "score", "verdict", "criteria", "semantic",
            ])
        #expect(
            members(json["cost"]) == ["estimate", "reservedUSD", "spentUSD", "unknownUSD", "budgetUSD", "predictedUSD"])
        #expect(members(json["cost"]?["estimate"]) == ["leastUSD", "likelyUSD", "mostUSD"])
        #expect(members(json["delivery"]) == ["branch", "commit", "pullRequest"])
        #expect(
            members(json["metrics"]) == [
                "totalTime", "generationTime", "pollingAttempts", "successRate", "errorCount", "retryCount",
                "totalTokens", "estimatedCost", "assetsGenerated", "imageCount", "videoCount",
            ])
        #expect(json["cost"]?["spentUSD"]?.number == 0.06)
        #expect(json["cost"]?["budgetUSD"]?.number == 1)
        #expect(json["metrics"]?["generationTime"]?.integer == 2700)
        #expect(json["metrics"]?["assetsGenerated"]?.integer == 3)
        #expect(json["metrics"]?["successRate"]?.number == 1)
        #expect(json["createdAt"]?.string == "2026-11-21T09:30:00.000Z")
        let assets = try #require(json["assets"]?.array)
        #expect(assets.map { $0["selected"]?.bool } == [true, false, true])
        #expect(assets[1]["path"] == .null)
        #expect(assets[2]["path"]?.string == "assets/issue-12/lighthouse-posters-02.png")
    }

    @Test func whatIsAbsentIsNull() throws {
        let run = try SampleRun(
            brief: try SampleRun.brief(), issue: .file(path: "/home/a b/posters.md"), url: nil)
        let json = RunJSON.show(try run.view)
        #expect(json["finishedAt"] == .null)
        #expect(json["cost"]?["budgetUSD"] == .null)
        #expect(json["delivery"]?["commit"] == .null)
        #expect(json["issue"]?["repository"] == .null)
        #expect(json["issue"]?["number"] == .null)
        #expect(json["issue"]?["url"] == "file:///home/a%20b/posters.md")
        #expect(json["gates"] == [])
        #expect(json["tasks"] == [])
    }

    @Test func failuresAndRetriesAreCounted() throws {
        var run = try SampleRun(brief: try SampleRun.brief())
        run.plan()
        run.emit(.taskStarted("draw/01", tryNumber: 1, terms: .free))
        run.emit(
            .taskRetrying(
                "draw/01", failure: TaskFailure(.transient(after: nil), "busy"), until: Timestamp(milliseconds: 0),
                spending: .nothing))
        run.emit(.taskStarted("draw/01", tryNumber: 2, terms: .free))
        run.emit(.taskFailed("draw/01", failure: TaskFailure(.permanent, "gone"), spending: .nothing))
        let json = RunJSON.show(try run.view)
        #expect(json["metrics"]?["errorCount"]?.integer == 1)
        #expect(json["metrics"]?["retryCount"]?.integer == 1)
        #expect(json["tasks"]?.array?.first?["error"] == "gone")
        #expect(json["tasks"]?.array?.first?["attempts"]?.integer == 2)
    }

    @Test func aLineOfTheHistoryNamesTheIssueAsRunTakesIt() throws {
        let run = try SampleRun(brief: try SampleRun.brief())
        let summary = try #require(run.board.summary)
        let json = RunJSON.history(summary)
        #expect(
            members(json) == [
                "id", "status", "issue", "createdAt", "finishedAt", "spentUSD", "assets", "bytes", "prunedAt",
            ])
        #expect(json["issue"] == "octo/posters#12")
        #expect(json["finishedAt"] == .null)
    }

    @Test(arguments: [(#"{"a":1}"#, "a"), ("not json", "damaged"), ("[1]", "value")])
    func aPayloadIsAlwaysAnObject(payload: String, member: String) throws {
        let run = try #require(RunID("run_01kahxyzabcdefghjkmnpqrstv"))
        let event = StoredEvent(
            sequence: 3, run: run, time: Timestamp(milliseconds: 0), actor: "engine", causation: nil,
            type: "asset.produced", version: 1, payload: payload)
        let json = try #require(RunJSON.events([event]).first)
        #expect(
            members(json) == [
                "seq", "run", "type", "actor", "causation", "time", "payload", "pointer", "metadata",
            ])
        #expect(members(json["metadata"]) == ["costUSD", "latencyMs", "retryCount"])
        #expect(json["causation"] == .null)
        #expect(members(json["payload"]) == [member])
    }
}
