/// Remembers what was made for a request, so that the same one is not bought again.
package protocol ResultCache: Sendable {
    /// What was made for a request, its file whole and safe from being swept away for now; nil where there is none.
    ///
    /// `since`: what was made before then does not count.
    func result(for key: SHA256Digest, since: Timestamp?) async throws -> CachedResult?

    /// Durable when it returns; the file is in the asset store already. A later result for a key takes the earlier one's place.
    func keep(_ result: CachedResult, for key: SHA256Digest) async throws
}
