import CCrypto

/// An Ed25519 key that signs (RFC 8032); freed with its last holder, its bytes never shown.
@safe package final class Ed25519PrivateKey: Sendable {
    // Signing only reads the key, which libcrypto allows from any thread.
    private nonisolated(unsafe) let key: OpaquePointer
    /// 32 bytes.
    package let publicKey: [UInt8]

    /// Nil for anything but the 32 bytes from which a key is made.
    package init?(seed: [UInt8]) {
        guard seed.count == 32,
            let made = unsafe EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
        else { return nil }
        unsafe key = made
        publicKey = unsafe [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            var length = 32
            let result = unsafe EVP_PKEY_get_raw_public_key(made, buffer.baseAddress, &length)
            precondition(result == 1, "libcrypto refused a key of its own making")
            count = length
        }
    }

    deinit { unsafe EVP_PKEY_free(key) }

    /// The 64 bytes of a message's signature, the same each time.
    package func signature(of message: [UInt8]) -> [UInt8] {
        guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("libcrypto has no memory left") }
        defer { unsafe EVP_MD_CTX_free(context) }
        precondition(
            unsafe EVP_DigestSignInit(context, nil, nil, nil, key) == 1, "libcrypto refused a key to sign with")
        return unsafe [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
            var length = buffer.count
            let result = unsafe EVP_DigestSign(context, buffer.baseAddress, &length, message, message.count)
            precondition(result == 1, "libcrypto refused to sign")
            count = length
        }
    }
}
