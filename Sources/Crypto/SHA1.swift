/// A SHA-1 over bytes that come in pieces: the name of a Git object, never a protection.
package struct SHA1: ~Copyable {
    private var context = DigestContext(.sha1)

    package init() {}

    package mutating func update(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { buffer in unsafe context.update(buffer) }
    }

    package mutating func update(_ bytes: ArraySlice<UInt8>) {
        unsafe bytes.withUnsafeBytes { buffer in unsafe context.update(buffer) }
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) { unsafe context.update(bytes) }

    /// 20 bytes.
    package consuming func finish() -> [UInt8] { context.finish() }

    /// 20 bytes.
    package static func digest(of bytes: [UInt8]) -> [UInt8] {
        var hash = SHA1()
        hash.update(bytes)
        return hash.finish()
    }
}
