import CCrypto

/// A message's authentication code (RFC 2104, over SHA-256): what only who knows the key can have made.
package enum HMACSHA256 {
    /// The 32 bytes of a message's code.
    package static func code(of message: [UInt8], key: [UInt8]) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            let made = unsafe message.withUnsafeBufferPointer { message in
                // No key at all would mean 'the one before' to libcrypto; a zero is what an empty one is filled up with.
                unsafe HMAC(
                    EVP_sha256(), key.isEmpty ? [0] : key, Int32(max(1, key.count)), message.baseAddress,
                    message.count, buffer.baseAddress, nil)
            }
            precondition(unsafe made != nil, "libcrypto has no memory left")
            count = 32
        }
    }

    /// Whether a code is the message's; how long that takes does not tell how much of it is right.
    package static func isRight(_ code: [UInt8], for message: [UInt8], key: [UInt8]) -> Bool {
        let right = Self.code(of: message, key: key)
        guard code.count == right.count else { return false }
        return unsafe CRYPTO_memcmp(right, code, right.count) == 0
    }
}
