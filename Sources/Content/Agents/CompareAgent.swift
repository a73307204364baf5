package import Core
import Engine
import Review

/// Looks for near-duplicates among the chosen pictures, in plan order, and sends the later one of a pair back.
///
/// It stands behind the reviews instead of within them, so that which picture repeats which never depends on who was first.
package struct CompareAgent: Agent {
    package let name = "compare"

    private let limit: Int

    /// `limit`: how many of 64 bits two perceptual hashes may differ in and still be of the same picture.
    package init(limit: Int) { self.limit = limit }

    package func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        let history = AssetHistory(order.records)
        let chosen = order.brief.assets.compactMap { history.selected(of: $0.key) }
        let hashes = chosen.compactMap { asset in
            history.judgement(of: asset)?.hash.map { (asset.key, PerceptualHash(bits: $0)) }
        }
        let repeats = Duplicates.find(in: hashes, limit: limit)
        guard !repeats.isEmpty else { return AgentAnswer(.done(["duplicates": 0])) }
        var records: [RoomFact] = []
        var again: [PlanTask] = []
        var exhausted: [String] = []
        for asset in chosen {
            guard let original = repeats[asset.key], let judged = history.judgement(of: asset) else { continue }
            records.append(devalued(judged, threshold: order.brief.threshold).record)
            let next = history.lastAttempt(of: asset.key) + 1
            if next <= order.brief.attempts, let chain = Regeneration(of: order.task) {
                again += chain.tasks(for: asset.key, attempt: next)
            } else {
                exhausted.append("\(asset.key): it repeats \(original), and no attempt is left")
            }
        }
        let shortfall = exhausted.isEmpty ? nil : exhausted.joined(separator: "; ")
        guard !again.isEmpty else {
            return AgentAnswer(
                .done(["duplicates": .integer(Int64(repeats.count))], shortfall: shortfall), records: records)
        }
        // The next comparison sees the whole picture again, the exhausted ones included.
        return AgentAnswer(.spawn(again + [next(order.task, after: again)], output: .null), records: records)
    }

    /// The judgement of a picture that repeats another: its own criteria stay, its distinctness is nought, it fails.
    private func devalued(_ judged: AssetJudged, threshold: Int) -> AssetJudged {
        guard judged.judgement.criteria["distinctness"] != 0 else { return judged }
        var criteria = judged.judgement.criteria
        criteria["distinctness"] = 0
        let score = min(judged.judgement.score, max(0, Double(threshold) - 1)) / 2
        return AssetJudged(
            key: judged.key, attempt: judged.attempt,
            judgement: Judgement(score: score, verdict: .fail, criteria: criteria), hash: judged.hash,
            thresholds: judged.thresholds, semantic: judged.semantic)
    }

    private func next(_ task: PlanTask, after made: [PlanTask]) -> PlanTask {
        let needed = Set(made.flatMap(\.needs))
        return PlanTask(
            id: PlanExpansion.id(of: task.id.template, asset: nil, attempt: task.attempt + 1), uses: task.uses,
            needs: made.map(\.id).filter { !needed.contains($0) }, gathers: true, attempt: task.attempt + 1,
            priority: task.priority, retry: task.retry, parameters: task.parameters)
    }
}
