import Glibc

extension SmallDisk {
    /// Lets nobody write any more, root included.
    func forbidWriting() -> Bool {
        unsafe mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT) | UInt(MS_RDONLY), "size=1m") == 0
    }
}
