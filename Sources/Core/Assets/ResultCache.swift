/// Remembers what was made for a request, so that the same one is not bought again.
package protocol ResultCache: Sendable {
    /// What was made for a request, its files whole and safe from being swept away for now; nil where there is none.
    ///
    /// `since`: what was made before then does not count.
    func result(for key: SHA256Digest, since: Timestamp?) async throws -> CachedResult?

    /// Durable when it returns; the files are in the asset store already. A later result for a key takes the earlier one's place.
    func keep(_ result: CachedResult, for key: SHA256Digest) async throws

    /// The same of what a text model answered, which is no file.
    func answer(for key: SHA256Digest, since: Timestamp?) async throws -> CachedAnswer?

    func keep(_ answer: CachedAnswer, for key: SHA256Digest) async throws

    /// What a request would be served with, as far as can be told without reading or touching a file; nil where there is nothing.
    func content(for key: SHA256Digest) async -> CachedContent?
}
