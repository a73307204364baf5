/// Keeps produced bytes under their SHA-256, so that a resumed run finds what it already made.
package protocol AssetStore: Sendable {
    /// Durable when it returns: an event may name the digest from then on.
    func put(_ bytes: [UInt8]) async throws -> SHA256Digest

    /// The same of a file, which is moved and nothing of it held in memory; where this throws it stays where it is.
    func take(file path: String) async throws -> SHA256Digest

    /// Where the bytes lie; nil where they were never kept or were pruned.
    func path(of digest: SHA256Digest) -> String?

    /// How many bytes more it can keep at present; nil where nobody can tell.
    func room() -> Int?
}

extension AssetStore {
    package func room() -> Int? { nil }
}
