package import Core

/// The cache of one run's pictures and videos: what equal requests of earlier runs have made, and what this run makes.
package struct AssetCache: Sendable {
    private let results: any ResultCache
    /// Whether only what this run itself has made counts, as in one that was begun with `--fresh`.
    private let isFresh: Bool

    package init(_ results: any ResultCache, isFresh: Bool) {
        self.results = results
        self.isFresh = isFresh
    }

    /// What was made for a request before, as an asset of this run.
    ///
    /// What an earlier try of the same task made before it was cut short is this run's own: it cost what it cost, and is told as if the
    /// try had lived to tell of it. A cache that can't be read is no reason to make nothing: then it is made anew.
    func asset(for key: SHA256Digest, of item: BatchItem, seed: Seed, _ order: TaskOrder) async -> Asset? {
        if order.tryNumber > 1, let own = try? await results.result(for: key, since: order.createdAt) {
            return asset(own, of: item, seed: seed, order, isReused: false)
        }
        guard let found = try? await results.result(for: key, since: isFresh ? order.createdAt : nil) else {
            return nil
        }
        return asset(found, of: item, seed: seed, order, isReused: true)
    }

    private func asset(
        _ found: CachedResult, of item: BatchItem, seed: Seed, _ order: TaskOrder, isReused: Bool
    ) -> Asset {
        Asset(
            key: item.key, attempt: order.task.attempt, sha256: found.sha256, mediaType: found.mediaType,
            size: found.size, bytes: found.bytes, provider: found.provider, model: found.model, prompt: found.prompt,
            seed: found.seed ?? seed, cost: isReused ? .zero : found.cost, isSigned: found.isSigned,
            isReproducible: found.seed != nil, isReused: isReused, film: found.film,
            standsFor: isReused ? found.standsFor : 1)
    }

    /// Remembers what was made.
    ///
    /// It is there and paid for: that it could not be remembered costs at most another one of it later.
    func keep(_ asset: Asset, for key: SHA256Digest) async {
        try? await results.keep(
            CachedResult(
                sha256: asset.sha256, mediaType: asset.mediaType, size: asset.size, bytes: asset.bytes,
                isSigned: asset.isSigned, seed: asset.isReproducible ? asset.seed : nil, provider: asset.provider,
                model: asset.model, prompt: asset.prompt, cost: asset.cost, film: asset.film),
            for: key)
    }
}
