package import Core
import Glibc

/// A SHA-256 over bytes that come in pieces.
package struct SHA256: ~Copyable {
    private var context = DigestContext(.sha256)

    package init() {}

    package mutating func update(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { buffer in unsafe context.update(buffer) }
    }

    package mutating func update(_ bytes: ArraySlice<UInt8>) {
        unsafe bytes.withUnsafeBytes { buffer in unsafe context.update(buffer) }
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) { unsafe context.update(bytes) }

    package consuming func finish() -> SHA256Digest { SHA256Digest(bytes: context.finish()) }

    package static func digest(of bytes: [UInt8]) -> SHA256Digest {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }

    /// Of the text's UTF-8 bytes.
    package static func digest(of text: String) -> SHA256Digest { digest(of: Array(text.utf8)) }

    /// Reads the file in pieces of 256 KB, blocking the calling thread.
    package static func digest(ofFile path: String) throws(HashingError) -> SHA256Digest {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .unreadable(path: path, reason: HashingError.reason(of: errno)) }
        defer { close(file) }
        var hash = SHA256()
        var piece = [UInt8](repeating: 0, count: 256 << 10)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { buffer in
                unsafe read(file, buffer.baseAddress, buffer.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(path: path, reason: HashingError.reason(of: errno)) }
            if count == 0 { return hash.finish() }
            hash.update(piece[..<count])
        }
    }
}
