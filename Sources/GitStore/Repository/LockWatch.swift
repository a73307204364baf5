import Glibc

/// Waits for a lock file of Git's to go, and removes one that a process left when it was killed.
///
/// Git and libgit2 hold such a lock for the moment of writing one small file. One that stays the same for three seconds is taken for
/// left behind; were its owner alive after all, its own renaming would fail with an error and spoil nothing.
struct LockWatch {
    private let path: String
    private var last: Identity?
    private var waits = 0
    private var unchanged = 0

    private struct Identity: Equatable {
        let node: UInt
        let seconds: Int
        let nanoseconds: Int
    }

    /// `path` is the lock's own, which ends in `.lock`.
    init(_ path: String) { self.path = path }

    /// Waits a moment; false when it has been long enough, and the lock is to be reported.
    mutating func wait() -> Bool {
        waits += 1
        var status = stat()
        let isThere = unsafe stat(path, &status) == 0
        let identity = Identity(
            node: status.st_ino, seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
        unchanged = isThere && identity == last ? unchanged + 1 : 0
        last = isThere ? identity : nil
        if unchanged >= 300 { unsafe unlink(path) }
        usleep(10_000)
        return waits < 1500
    }
}
