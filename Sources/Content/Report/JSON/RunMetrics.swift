package import Core
import Engine

/// The figures of a run that document 000 calls AgentMetrics.
package struct RunMetrics: Hashable, Sendable {
    /// From the run's beginning to its end, or to the last thing that its tasks tell of.
    package let totalTime: Duration
    /// The sum over all tasks that made something; tasks at work side by side both count.
    package let generationTime: Duration
    /// How often services were asked how their jobs stand.
    package let pollingAttempts: Int
    /// The share of judged assets whose best attempt passed, 0–1; 0 as long as none has been judged.
    package let successRate: Double
    /// Tasks whose last word is a failure.
    package let errorCount: Int
    /// Tries beyond the first of each task.
    package let retryCount: Int
    /// Tokens in and out, as far as the services counted them, of tasks that succeeded.
    package let totalTokens: Int
    package let estimatedCost: MicroDollars
    /// Files made, every attempt counted.
    package let assetsGenerated: Int
    package let imageCount: Int
    package let videoCount: Int

    /// The agents whose tasks make assets.
    static let makers: Set<String> = ["image", "edit", "video", "film", "speech", "music"]

    package init(_ view: RunView) {
        let tasks = view.board.tasks
        let times = tasks.flatMap { [$0.startedAt, $0.finishedAt] }.compactMap { $0 }
        let end = view.board.finishedAt ?? times.max() ?? view.charter.createdAt
        totalTime = end.elapsed(since: view.charter.createdAt)
        generationTime = tasks.reduce(.zero) { sum, state in
            guard Self.makers.contains(state.task.uses), let start = state.startedAt, let end = state.finishedAt else {
                return sum
            }
            return sum + end.elapsed(since: start)
        }
        pollingAttempts = view.board.records.reduce(0) { $0 + (JobWatched($1)?.looks ?? 0) }
        let judged = view.selected.compactMap(\.judgement?.verdict).filter { $0 != .unjudged }
        let passed = judged.count { $0 != .fail }
        successRate = judged.isEmpty ? 0 : Double(passed) / Double(judged.count)
        errorCount = tasks.count { $0.status == .failed || $0.status == .escalated }
        retryCount = tasks.reduce(0) { $0 + max(0, $1.tries - 1) }
        totalTokens = tasks.reduce(0) { $0 + ($1.output["tokens"]?.integer ?? 0) }
        estimatedCost = view.charter.estimate.likely
        assetsGenerated = view.attempts.count
        videoCount = view.attempts.count { $0.asset.mediaType == .mp4 }
        imageCount = assetsGenerated - videoCount
    }

    /// Times in milliseconds.
    package var json: JSONValue {
        [
            "totalTime": .integer(totalTime.milliseconds), "generationTime": .integer(generationTime.milliseconds),
            "pollingAttempts": .integer(Int64(pollingAttempts)), "successRate": .number(successRate),
            "errorCount": .integer(Int64(errorCount)), "retryCount": .integer(Int64(retryCount)),
            "totalTokens": .integer(Int64(totalTokens)), "estimatedCost": .number(estimatedCost.dollars),
            "assetsGenerated": .integer(Int64(assetsGenerated)), "imageCount": .integer(Int64(imageCount)),
            "videoCount": .integer(Int64(videoCount)),
        ]
    }
}
