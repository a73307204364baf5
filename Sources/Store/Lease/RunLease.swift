package import Core
import Glibc
import Synchronization

/// The right of one process to drive a run.
///
/// It is an exclusive lock on `leases/<run>.lock` in the state folder. The kernel gives it back when the process ends,
/// however it ends, so a lease never has to be broken. Hold it until `release()`.
package final class RunLease: Sendable {
    package let run: RunID
    private let path: String
    private let descriptor: Mutex<Int32?>

    private init(run: RunID, path: String, descriptor: Int32) {
        self.run = run
        self.path = path
        self.descriptor = Mutex(descriptor)
    }

    deinit { release() }

    /// Nil where somebody holds the run already, this process included.
    package static func acquire(_ run: RunID, in stateFolder: String) throws(RunLogError) -> RunLease? {
        do throws(FolderError) {
            try StateFolder.prepare(stateFolder)
            try StateFolder.make(stateFolder + "/leases")
            return try take(run, path: path(of: run, in: stateFolder))
        } catch { throw RunLogError(error) }
    }

    /// The process that last took the run, for people; whether it still holds it, only `acquire` tells.
    package static func lastHolder(of run: RunID, in stateFolder: String) -> Int32? {
        let descriptor = unsafe open(path(of: run, in: stateFolder), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes[..<count].prefix { $0 != 0x0a }, as: UTF8.self))
    }

    /// How many lock files lie there that nobody holds, as a killed process leaves them; they are removed unless it is a dry run.
    package static func sweep(in stateFolder: String, isDryRun: Bool) -> Int {
        let folder = stateFolder + "/leases"
        var stale = 0
        for name in StateFolder.names(in: folder) where name.hasSuffix(".lock") {
            let path = "\(folder)/\(name)"
            let descriptor = unsafe open(path, O_RDWR | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, isSame(descriptor, as: path) else { continue }
            stale += 1
            if !isDryRun { unsafe unlink(path) }
        }
        return stale
    }

    /// Gives the run back; a second call does nothing.
    package func release() {
        descriptor.withLock { held in
            guard let descriptor = held else { return }
            held = nil
            // The name goes while the lock is still held: who comes next finds no file, or one that it must look up again.
            unsafe unlink(path)
            close(descriptor)
        }
    }

    private static func path(of run: RunID, in stateFolder: String) -> String { "\(stateFolder)/leases/\(run).lock" }

    private static func take(_ run: RunID, path: String) throws(FolderError) -> RunLease? {
        while true {
            let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else { throw FolderError(errno, doing: "opening \(path)") }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let problem = errno
                close(descriptor)
                if problem == EWOULDBLOCK { return nil }
                if problem == EINTR { continue }
                throw FolderError(problem, doing: "locking \(path)")
            }
            // The former holder may have removed the file between our opening and our locking it.
            guard isSame(descriptor, as: path) else {
                close(descriptor)
                continue
            }
            let lease = RunLease(run: run, path: path, descriptor: descriptor)
            guard ftruncate(descriptor, 0) == 0 else { throw FolderError(errno, doing: "writing \(path)") }
            try StateFolder.write(Array("\(getpid())\n".utf8), to: descriptor, path: path)
            return lease
        }
    }

    private static func isSame(_ descriptor: Int32, as path: String) -> Bool {
        var opened = stat()
        var named = stat()
        guard unsafe fstat(descriptor, &opened) == 0, unsafe stat(path, &named) == 0 else { return false }
        return opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
    }
}
