package import Core

/// One record of the cache, for people who look at it or prune it.
package struct CacheEntry: Hashable, Sendable {
    /// The digest of the request.
    package let key: SHA256Digest
    package let result: CachedResult
    package let madeAt: Timestamp
    /// Whether the file is still in the asset store; without it the record is of no use.
    package let isPresent: Bool
}
