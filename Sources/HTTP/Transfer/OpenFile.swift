import Glibc

/// A file that is read piece by piece, and closed when its scope ends.
package struct OpenFile: ~Copyable {
    private let descriptor: Int32
    /// Bytes when it was opened.
    package let size: Int

    /// What the file system says.
    package struct Failure: Error, Hashable, Sendable {
        package let reason: String

        init(_ reason: String) { self.reason = reason }
        init(code: Int32) { reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)" }
    }

    /// Throws where there is no such file, it may not be read, or it is something else than a file.
    package init(_ path: String) throws(Failure) {
        (descriptor, size) = try Self.open(path)
    }

    deinit { close(descriptor) }

    private static func open(_ path: String) throws(Failure) -> (descriptor: Int32, size: Int) {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(code: errno) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw Failure("it is no plain file")
        }
        return (descriptor, Int(status.st_size))
    }

    /// So many bytes from an offset on; throws where the file ends before.
    package borrowing func bytes(at offset: Int, count: Int) throws(Failure) -> [UInt8] {
        try Self.bytes(of: descriptor, at: offset, count: count)
    }

    static func bytes(of descriptor: Int32, at offset: Int, count: Int) throws(Failure) -> [UInt8] {
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
        guard bytes.count == count else { throw code == 0 ? Failure("it ended early") : Failure(code: code) }
        return bytes
    }
}
