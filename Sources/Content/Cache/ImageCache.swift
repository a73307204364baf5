package import Core

/// The cache of one run's pictures: what equal requests of earlier runs have made, and what this run makes.
package struct ImageCache: Sendable {
    private let results: any ResultCache
    /// Whether only what this run itself has made counts, as in one that was begun with `--fresh`.
    private let isFresh: Bool

    package init(_ results: any ResultCache, isFresh: Bool) {
        self.results = results
        self.isFresh = isFresh
    }

    /// What was made for a request before, as an asset of this run.
    ///
    /// A cache that can't be read is no reason to make nothing: then the picture is made anew.
    func asset(for key: SHA256Digest, of item: BatchItem, seed: Seed, _ order: TaskOrder) async -> Asset? {
        guard let found = try? await results.result(for: key, since: isFresh ? order.createdAt : nil) else {
            return nil
        }
        return Asset(
            key: item.key, attempt: order.task.attempt, sha256: found.sha256, mediaType: found.mediaType,
            size: found.size, bytes: found.bytes, provider: found.provider, model: found.model, prompt: found.prompt,
            seed: found.seed ?? seed, cost: .zero, isSigned: found.isSigned, isReproducible: found.seed != nil,
            isReused: true)
    }

    /// Remembers what was made.
    ///
    /// The picture is there and paid for: that it could not be remembered costs at most another one of it later.
    func keep(_ asset: Asset, for key: SHA256Digest) async {
        try? await results.keep(
            CachedResult(
                sha256: asset.sha256, mediaType: asset.mediaType, size: asset.size, bytes: asset.bytes,
                isSigned: asset.isSigned, seed: asset.isReproducible ? asset.seed : nil, provider: asset.provider,
                model: asset.model, prompt: asset.prompt, cost: asset.cost),
            for: key)
    }
}
