/// The seeds of a run: every attempt of every asset has one, the first attempt of the first asset the base seed itself.
///
/// In a list no place is the first one: whatever is put before an entry, moved or taken away leaves its seeds alone.
///
/// A pure function of the base seed, the assets' keys in plan order and the attempts, so that a run can be repeated; no seed
/// comes twice, because two derived seeds that would be equal are told apart here, in plan order.
package struct SeedTable: Sendable {
    private let seeds: [AssetKey: [Seed]]

    /// `assets` in plan order; each may have up to `attempts` attempts, at least 1.
    ///
    /// `chosen` are the seeds that people gave to single assets, for their first attempts; `isList`: they have names of their own, and
    /// no order that means anything.
    package init(
        base: Seed, assets: [AssetKey], attempts: Int, chosen: [AssetKey: Seed] = [:], isList: Bool = false
    ) {
        var taken = Set(chosen.values)
        var seeds: [AssetKey: [Seed]] = [:]
        for attempt in 1...max(1, attempts) {
            for asset in assets {
                if attempt == 1, let own = chosen[asset] {
                    seeds[asset] = [own]
                    continue
                }
                var seed = attempt == 1 && asset == assets.first && !isList ? base : nil
                var salt = 0
                while seed.map(taken.contains) ?? true {
                    seed = Seed(base: base, asset: asset, attempt: attempt, salt: salt)
                    salt += 1
                }
                if let seed {
                    taken.insert(seed)
                    seeds[asset, default: []].append(seed)
                }
            }
        }
        self.seeds = seeds
    }

    /// The seed of attempt `attempt` (from 1); nil for an asset or an attempt that the run does not have.
    package func seed(of asset: AssetKey, attempt: Int) -> Seed? {
        guard let row = seeds[asset], row.indices.contains(attempt - 1) else { return nil }
        return row[attempt - 1]
    }
}
