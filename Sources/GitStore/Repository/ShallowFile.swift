import FoundationEssentials
import Glibc

/// The list of commits at which a shallow repository's history ends.
struct ShallowFile {
    private let path: String

    init(of repository: Repository) { path = repository.folder + "/shallow" }

    /// Empty for a repository whose history is whole.
    var commits: [ObjectID] {
        guard let bytes = FileManager.default.contents(atPath: path) else { return [] }
        return bytes.split(separator: UInt8(ascii: "\n")).compactMap {
            ObjectID(hex: String(decoding: $0, as: UTF8.self))
        }
    }

    /// Replaced as a whole, under the lock that Git itself uses.
    func update(adding more: [ObjectID], removing gone: [ObjectID]) throws(GitError) {
        if more.isEmpty, gone.isEmpty { return }
        let lock = path + ".lock"
        var descriptor: Int32 = -1
        var code: Int32 = 0
        var watch = LockWatch(lock)
        repeat {
            descriptor = unsafe open(lock, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            code = errno
        } while descriptor < 0 && code == EEXIST && watch.wait()
        guard descriptor >= 0 else {
            throw .storage(path: lock, reason: SystemError.text(code))
        }
        defer { close(descriptor) }
        let commits = Set(commits).union(more).subtracting(gone).sorted()
        let bytes = commits.flatMap { Array("\($0)\n".utf8) }
        let isWritten =
            unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) } == bytes.count
            && fdatasync(descriptor) == 0
        let isKept =
            isWritten && (unsafe commits.isEmpty ? unlink(path) == 0 || errno == ENOENT : rename(lock, path) == 0)
        if commits.isEmpty || !isKept {
            let reason = SystemError.text()
            unsafe unlink(lock)
            if !isKept { throw .storage(path: path, reason: reason) }
        }
    }
}
