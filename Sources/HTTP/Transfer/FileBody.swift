import Crypto
import Glibc

/// Takes an answer's body into a file as it comes in, and hashes it on the way.
///
/// The file is there only when it is whole: one that was begun and not finished is removed. Unchecked because the loop's thread alone
/// touches it from its first exchange on, and whoever asked for it afterwards.
@safe final class FileBody: @unchecked Sendable {
    private let path: String
    private var file: Int32 = -1
    private var hash: SHA256?
    /// libcurl hands out 16 KB at a time, and each write costs the system as much again as its bytes do.
    private var gathered: [UInt8] = []
    private var length = 0
    private var head: [UInt8] = []
    private(set) var problem: String?

    /// How much of the beginning is kept to be looked at.
    static let headLength = 64
    private static let pieceLength = 64 << 10

    init(path: String, digest: DownloadedFile.Digest) {
        self.path = path
        if digest == .sha256 { hash = SHA256() }
    }

    deinit { discard() }

    /// Before anything is sent: nothing is asked for that has no place to go.
    func open() throws(HTTPError) {
        guard file < 0 else { return }
        file = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else {
            throw .notSent(reason: "the file '\(path)' can't be made: \(unsafe String(cString: strerror(errno)))")
        }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(file)  // Not ours to remove.
            file = -1
            throw .notSent(reason: "'\(path)' is something else than a file")
        }
    }

    /// False where the disk takes no more; `problem` says why.
    func put(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if gathered.capacity == 0 { gathered.reserveCapacity(Self.pieceLength) }
        if gathered.count + bytes.count > Self.pieceLength, !flush() { return false }
        length += bytes.count
        guard bytes.count < Self.pieceLength else { return unsafe write(bytes) }
        unsafe gathered.append(contentsOf: bytes)
        return true
    }

    private func flush() -> Bool {
        defer { gathered.removeAll(keepingCapacity: true) }
        return unsafe gathered.withUnsafeBytes { unsafe write($0) }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        unsafe hash?.update(bytes)
        if head.count < Self.headLength { unsafe head += bytes.prefix(Self.headLength - head.count) }
        var rest = unsafe bytes
        while unsafe !rest.isEmpty {
            let count = unsafe Glibc.write(file, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                problem = "the file '\(path)' could not be written: \(unsafe String(cString: strerror(errno)))"
                return false
            }
            unsafe rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return true
    }

    /// The answer has come in whole; from here on the file is its taker's.
    func finish() throws(HTTPError) -> DownloadedFile {
        guard flush() else { throw .noAnswer(reason: problem ?? "the file '\(path)' could not be written") }
        gathered = []
        close(file)
        file = -1
        return DownloadedFile(path: path, bytes: length, sha256: hash.take()?.finish(), head: head)
    }

    /// Nothing came of it: the file is removed, unless it is finished.
    func discard() {
        guard file >= 0 else { return }
        close(file)
        file = -1
        unsafe _ = unlink(path)
    }
}
