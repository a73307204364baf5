import Glibc
import Synchronization

/// An exclusive right of one holder on this host, kept as a lock on a file.
///
/// The kernel gives it back when the process ends, however it ends, so a lease never has to be broken.
final class FileLease: Sendable {
    private let path: String
    private let descriptor: Mutex<Int32?>

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = Mutex(descriptor)
    }

    deinit { release() }

    /// Nil where somebody holds it already, this process included; the file names the process that took it last.
    static func take(_ path: String) throws(FolderError) -> FileLease? {
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
            let lease = FileLease(path: path, descriptor: descriptor)
            guard ftruncate(descriptor, 0) == 0 else { throw FolderError(errno, doing: "writing \(path)") }
            try StateFolder.write(Array("\(getpid())\n".utf8), to: descriptor, path: path)
            return lease
        }
    }

    /// A second call does nothing.
    func release() {
        descriptor.withLock { held in
            guard let descriptor = held else { return }
            held = nil
            // The name goes while the lock is still held: who comes next finds no file, or one that it must look up again.
            unsafe unlink(path)
            close(descriptor)
        }
    }

    static func isSame(_ descriptor: Int32, as path: String) -> Bool {
        var opened = stat()
        var named = stat()
        guard unsafe fstat(descriptor, &opened) == 0, unsafe stat(path, &named) == 0 else { return false }
        return opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
    }
}
