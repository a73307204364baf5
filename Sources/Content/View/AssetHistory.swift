package import Core

/// All attempts of a run's assets, folded from the records of its log.
package struct AssetHistory: Hashable, Sendable {
    /// Attempts of each asset, by attempt.
    package private(set) var produced: [AssetKey: [Int: Asset]] = [:]
    package private(set) var judged: [AssetKey: [Int: AssetJudged]] = [:]
    /// What judges said of each attempt, in the order in which they were heard; one entry a judge.
    package private(set) var assessed: [AssetKey: [Int: [AssetAssessed]]] = [:]
    /// The last attempt that a person has set aside.
    package private(set) var setAside: [AssetKey: Int] = [:]
    /// The attempt that a person has picked, unless it was set aside since.
    package private(set) var picked: [AssetKey: Int] = [:]

    package init(_ records: some Sequence<RoomFact>) {
        for record in records {
            if let made = AssetProduced(record) {
                produced[made.asset.key, default: [:]][made.asset.attempt] = made.asset
            } else if let judged = AssetJudged(record) {
                self.judged[judged.key, default: [:]][judged.attempt] = judged
            } else if let assessed = AssetAssessed(record) {
                take(assessed)
            } else if let aside = AssetSetAside(record) {
                setAside[aside.key] = max(setAside[aside.key, default: 0], aside.through)
                if picked[aside.key].map({ $0 <= aside.through }) ?? false { picked[aside.key] = nil }
            } else if let pick = AssetPicked(record) {
                picked[pick.key] = pick.attempt
            }
        }
    }

    private mutating func take(_ new: AssetAssessed) {
        var heard = assessed[new.key]?[new.attempt] ?? []
        heard.removeAll { $0.model == new.model }
        heard.append(new)
        assessed[new.key, default: [:]][new.attempt] = heard
    }

    /// The attempt that is delivered: the highest score, the earliest of equals; an unjudged one only where none was judged.
    ///
    /// What a person has set aside comes behind everything that was made since; what one has picked goes before everything.
    package func selected(of key: AssetKey) -> Asset? {
        guard let attempts = produced[key] else { return nil }
        if let pick = picked[key].flatMap({ attempts[$0] }) { return pick }
        return attempts.values.max { left, right in rank(left) < rank(right) }
    }

    package func judgement(of asset: Asset) -> AssetJudged? { judged[asset.key]?[asset.attempt] }

    /// The highest attempt that was produced; 0 where there is none.
    package func lastAttempt(of key: AssetKey) -> Int { produced[key]?.keys.max() ?? 0 }

    private func rank(_ asset: Asset) -> (Int, Double, Int) {
        let isWanted = asset.attempt > setAside[asset.key, default: 0] ? 1 : 0
        guard let judgement = judgement(of: asset)?.judgement, judgement.verdict != .unjudged else {
            return (isWanted, -1, -asset.attempt)
        }
        return (isWanted, judgement.score, -asset.attempt)
    }
}
