import Content
import Core
import Engine
import GitStore
import Providers
import Review
import TestSupport
import Testing

/// Real agents under the real conductor, with a log that fails at each of its calls in turn.
@Suite struct WholeRunTests {
    private struct Outcome: Equatable {
        let status: RunStatus
        let selected: [SHA256Digest]
        let commit: String?
        let commits: String
        let paths: [String]
    }

    /// Conducts one run to its end, by as many processes as it takes.
    private func conducted(_ log: MemoryRunLog) async throws -> Outcome {
        var bench = try AgentBench(count: 2)
        bench.brief.attempts = 2
        bench.brief.size = PixelSize(width: 64, height: 64)
        bench.brief.threshold = 99  // Hardly anything reaches it: most are sent back.
        let repository = bench.folder.path("remote.git")
        _ = try await Command("git", ["init", "-q", "--bare", "-b", "main", repository]).run()
        let charter = RunCharter(
            issue: .file(path: "/somewhere/posters.md"), issueTitle: "Posters", issueURL: nil, author: "ada",
            brief: bench.brief, workflow: "image", requestDigest: "d", estimate: .nothing, budget: nil,
            createdAt: AgentBench.createdAt, delivery: .null)
        let plan = PlanExpansion.tasks(of: SampleWorkflow.image, for: bench.brief)
        var result: RunResult?
        var failures = 0
        while result == nil {
            let conductor = RunConductor(
                log: log,
                agents: [
                    ImageAgent(
                        models: ImageModels([DraftImageProvider(queue: bench.queue)]), assets: bench.assets,
                        queue: bench.queue),
                    ReviewAgent(review: AssetReview(), assets: bench.assets, queue: bench.queue),
                    CompareAgent(limit: 4),
                    DeliverAgent(
                        target: CommitTarget.bare(at: repository, cache: bench.folder.path("git")),
                        assets: bench.assets),
                ], concurrency: 1, time: ManualTime())
            do {
                if await log.summary(of: AgentBench.run) == nil {
                    result = try await conductor.begin(AgentBench.run, charter: charter, plan: plan)
                } else {
                    result = try await conductor.resume(AgentBench.run, holder: "next", byPerson: true)
                }
            } catch RunLogError.storage {
                failures += 1
                try #require(failures == 1, "the log fails once")
            }
        }
        let board = try #require(result).board
        let view = try #require(RunView(board))
        let branch = "showrunner/posters"
        let count = try await Command("git", ["-C", repository, "rev-list", "--count", branch]).run()
        let paths = try await Command("git", ["-C", repository, "ls-tree", "-r", "--name-only", branch]).run()
        return Outcome(
            status: board.status, selected: view.selected.map(\.asset.sha256), commit: view.delivery?.commit,
            commits: count.text, paths: paths.lines)
    }

    @Test func whereverTheLogFailsTheRunEndsWithTheSameAssetsAndOneDelivery() async throws {
        let clean = MemoryRunLog()
        let expected = try await conducted(clean)
        #expect(expected.selected.count == 2)
        #expect(expected.commits == "1\n")
        #expect(expected.paths.count == 5)
        #expect(expected.status == .succeeded || expected.status == .partial)
        #expect(await clean.calls > 10)
        let error = RunLogError.storage(reason: "the disk is full", hint: "Free space.")
        for call in 1...(await clean.calls) {
            #expect(try await conducted(MemoryRunLog(failing: .before(call: call, error))) == expected)
            #expect(try await conducted(MemoryRunLog(failing: .after(call: call, error))) == expected)
        }
    }
}
