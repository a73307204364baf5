package import Core

/// All attempts of a run's assets, folded from the records of its log.
package struct AssetHistory: Hashable, Sendable {
    /// Attempts of each asset, by attempt.
    package private(set) var produced: [AssetKey: [Int: Asset]] = [:]
    package private(set) var judged: [AssetKey: [Int: AssetJudged]] = [:]

    package init(_ records: some Sequence<RoomFact>) {
        for record in records {
            if let made = AssetProduced(record) {
                produced[made.asset.key, default: [:]][made.asset.attempt] = made.asset
            } else if let judged = AssetJudged(record) {
                self.judged[judged.key, default: [:]][judged.attempt] = judged
            }
        }
    }

    /// The attempt that is delivered: the highest score, the earliest of equals; an unjudged one only where none was judged.
    package func selected(of key: AssetKey) -> Asset? {
        guard let attempts = produced[key] else { return nil }
        return attempts.values.max { left, right in rank(left) < rank(right) }
    }

    package func judgement(of asset: Asset) -> AssetJudged? { judged[asset.key]?[asset.attempt] }

    /// The highest attempt that was produced; 0 where there is none.
    package func lastAttempt(of key: AssetKey) -> Int { produced[key]?.keys.max() ?? 0 }

    private func rank(_ asset: Asset) -> (Double, Int) {
        guard let judgement = judgement(of: asset)?.judgement, judgement.verdict != .unjudged else {
            return (-1, -asset.attempt)
        }
        return (judgement.score, -asset.attempt)
    }
}
