/// Why a text is no key to sign with.
package enum RSAKeyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Neither PKCS#1 nor PKCS#8 in PEM, or encrypted.
    case unreadable
    case notRSA
    case tooShort(bits: Int)

    package var description: String {
        switch self {
        case .unreadable: "it is not a private key in PEM without a passphrase ('-----BEGIN RSA PRIVATE KEY-----')"
        case .notRSA: "it is a private key, but not an RSA one"
        case .tooShort(let bits):
            "its \(bits) bits are fewer than the \(RSAPrivateKey.leastBits) that a signature needs"
        }
    }
}
