package import Core

/// One record of the cache, for people who look at it or prune it.
package struct CacheEntry: Hashable, Sendable {
    /// The digest of the request.
    package let key: SHA256Digest
    package let content: CachedContent
    package let madeAt: Timestamp
    /// Whether its files are still in the asset store; without them the record is of no use.
    package let isPresent: Bool

    package var provider: String {
        switch content {
        case .file(let result): result.provider
        case .answer(let answer): answer.provider
        }
    }

    package var model: String {
        switch content {
        case .file(let result): result.model
        case .answer(let answer): answer.model
        }
    }

    /// What was paid for it when it was made.
    package var cost: MicroDollars {
        switch content {
        case .file(let result): result.cost
        case .answer(let answer): answer.cost
        }
    }
}
