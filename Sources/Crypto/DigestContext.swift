import CCrypto

/// A digest of libcrypto's being computed, freed when its scope ends; libcrypto picks the processor's SHA instructions.
@safe struct DigestContext: ~Copyable {
    private let handle: OpaquePointer
    private let length: Int

    /// The algorithms are built into libcrypto, so only exhausted memory can make this stop.
    init(_ algorithm: DigestAlgorithm) {
        guard let context = unsafe EVP_MD_CTX_new(),
            unsafe EVP_DigestInit_ex2(context, algorithm.method, nil) == 1
        else { preconditionFailure("libcrypto has no memory left, or no \(algorithm)") }
        unsafe handle = context
        length = algorithm.length
    }

    deinit { unsafe EVP_MD_CTX_free(handle) }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        let result = unsafe EVP_DigestUpdate(handle, bytes.baseAddress, bytes.count)
        precondition(result == 1, "libcrypto refused bytes to hash")
    }

    mutating func finish() -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            let result = unsafe EVP_DigestFinal_ex(handle, buffer.baseAddress, nil)
            precondition(result == 1, "libcrypto refused to finish a hash")
            count = length
        }
    }
}
