import CCrypto

/// An RSA key that signs; freed with its last holder.
///
/// Neither its text nor its numbers are ever shown.
@safe package final class RSAPrivateKey: Sendable {
    package static let leastBits = 2048
    // Signing only reads the key, which libcrypto allows from any thread.
    private nonisolated(unsafe) let key: OpaquePointer

    /// Reads PEM text, PKCS#1 or PKCS#8.
    package init(pem: String) throws(RSAKeyError) {
        let read: OpaquePointer? = unsafe Array(pem.utf8).withUnsafeBytes { bytes in
            guard let source = unsafe BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count)) else {
                return nil
            }
            defer { unsafe BIO_free(source) }
            // Without an answer of our own libcrypto asks for the passphrase of an encrypted key on the terminal.
            return unsafe PEM_read_bio_PrivateKey(source, nil, { _, _, _, _ in -1 }, nil)
        }
        // What went wrong stays in the thread's queue of errors otherwise, and is taken for another call's.
        ERR_clear_error()
        guard let read = unsafe read else { throw .unreadable }
        let isRSA = unsafe EVP_PKEY_get_base_id(read) == EVP_PKEY_RSA
        let bits = Int(unsafe EVP_PKEY_get_bits(read))
        guard isRSA, bits >= Self.leastBits else {
            unsafe EVP_PKEY_free(read)
            throw isRSA ? .tooShort(bits: bits) : .notRSA
        }
        unsafe key = read
    }

    deinit { unsafe EVP_PKEY_free(key) }

    /// The signature of a message's SHA-256, padded as PKCS#1 v1.5 says (`RS256` of RFC 7518).
    package func signature(of message: [UInt8]) -> [UInt8] {
        guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("libcrypto has no memory left") }
        defer { unsafe EVP_MD_CTX_free(context) }
        precondition(
            unsafe EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1, "libcrypto refused a key to sign with"
        )
        return unsafe [UInt8](unsafeUninitializedCapacity: Int(EVP_PKEY_get_size(key))) { buffer, count in
            var length = buffer.count
            let result = unsafe EVP_DigestSign(context, buffer.baseAddress, &length, message, message.count)
            precondition(result == 1, "libcrypto refused to sign")
            count = length
        }
    }
}
