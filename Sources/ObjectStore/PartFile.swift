import Glibc

/// A file that is read piece by piece.
struct PartFile: ~Copyable {
    private let path: String
    private let descriptor: Int32

    init(_ path: String) throws(S3Error) {
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        self.path = path
        guard descriptor >= 0 else { throw .unreadableFile(path: path, reason: Self.reason(errno)) }
    }

    deinit { close(descriptor) }

    /// Exactly so many bytes; throws where the file ends before.
    borrowing func part(at offset: Int, count: Int) throws(S3Error) -> [UInt8] {
        var code: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
            done = 0
            while done < count {
                let rest = unsafe UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[done...])
                let length = unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
                if length < 0, errno == EINTR { continue }
                if length < 0 { code = errno }
                guard length > 0 else { return }
                done += length
            }
        }
        guard bytes.count == count else {
            throw .unreadableFile(path: path, reason: code == 0 ? "it ended early" : Self.reason(code))
        }
        return bytes
    }

    private static func reason(_ code: Int32) -> String {
        unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    }
}
