import Glibc
import Synchronization

/// The body of a request that goes to the disk as it comes in: a file without a name, which is gone when nobody holds it any more,
/// however the process ends.
package final class BodyFile: Sendable {
    private let descriptor: Int32
    private let written = Atomic(0)
    private let left: (@Sendable () -> Void)?
    /// Bytes that it may come to.
    let limit: Int

    /// In a folder that is there; `left` is called when it is gone.
    package init(
        in folder: String, limit: Int, left: (@Sendable () -> Void)? = nil
    ) throws(OpenFile.Failure) {
        self.limit = limit
        self.left = left
        let path = "\(folder)/.body-\(UInt64.random(in: 0 ... .max))"
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw OpenFile.Failure(code: errno) }
        unsafe unlink(path)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        left?()
    }

    /// Bytes that have come.
    package var count: Int { written.load(ordering: .acquiring) }

    /// So many bytes from an offset on; throws where there are not so many.
    package func bytes(at offset: Int, count: Int) throws(OpenFile.Failure) -> [UInt8] {
        try OpenFile.bytes(of: descriptor, at: offset, count: count)
    }

    /// False where the disk takes no more.
    func append(_ piece: UnsafeRawBufferPointer) -> Bool {
        var rest = unsafe piece
        while unsafe !rest.isEmpty {
            let count = unsafe write(descriptor, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            unsafe rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        written.add(piece.count, ordering: .releasing)
        return true
    }
}
