import CCrypto

/// A SHA-512 of bytes that are all there.
package enum SHA512 {
    /// 64 bytes.
    package static func digest(of bytes: [UInt8]) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
            let result = unsafe EVP_Digest(bytes, bytes.count, buffer.baseAddress, nil, EVP_sha512(), nil)
            precondition(result == 1, "libcrypto has no memory left")
            count = 64
        }
    }
}
