import CCrypto

/// The digests that the bot computes.
enum DigestAlgorithm: Sendable {
    case sha1
    case sha256

    var length: Int {
        switch self {
        case .sha1: 20
        case .sha256: 32
        }
    }

    /// Looked up once: libcrypto's implicit look-up costs more than hashing a small blob.
    var method: OpaquePointer? {
        switch self {
        case .sha1: unsafe Self.fetchedSHA1
        case .sha256: unsafe Self.fetchedSHA256
        }
    }

    // Immutable after the look-up, and libcrypto lets any thread read a method.
    nonisolated(unsafe) private static let fetchedSHA1 = unsafe EVP_MD_fetch(nil, "SHA1", nil)
    nonisolated(unsafe) private static let fetchedSHA256 = unsafe EVP_MD_fetch(nil, "SHA256", nil)
}
