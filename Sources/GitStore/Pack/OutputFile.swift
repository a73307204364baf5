import Glibc

/// A file that is written under a passing name and gets its own when it is whole and on the disk; removed if that never comes.
@safe final class OutputFile {
    private let descriptor: Int32
    private let folder: String
    /// Nil once the file has its own name.
    private var passingPath: String?

    /// `prefix` begins the passing name; Git removes what begins with `tmp_` when it cleans up.
    init(in folder: String, prefix: String) throws(GitError) {
        self.folder = folder
        var number = 0
        while true {
            let path = "\(folder)/\(prefix)\(getpid())_\(number)"
            let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o444)
            if descriptor >= 0 {
                self.descriptor = descriptor
                passingPath = path
                return
            }
            guard errno == EEXIST, number < 10_000 else {
                throw .storage(path: folder, reason: SystemError.text())
            }
            number += 1
        }
    }

    deinit {
        close(descriptor)
        if let passingPath { unsafe unlink(passingPath) }
    }

    /// Where the file is while it has no name of its own.
    var path: String { passingPath ?? folder }

    func write(_ bytes: UnsafeRawBufferPointer) throws(GitError) {
        var done = 0
        while done < bytes.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[done...])
            let count = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .storage(path: folder, reason: SystemError.text()) }
            done += count
        }
    }

    func write(_ bytes: [UInt8]) throws(GitError) {
        try unsafe bytes.withUnsafeBufferPointer { (buffer) throws(GitError) in
            try unsafe write(UnsafeRawBufferPointer(buffer))
        }
    }

    /// Forces what was written to the disk, then gives the file its name in the same folder.
    func keep(as name: String) throws(GitError) {
        guard fdatasync(descriptor) == 0 else { throw .storage(path: folder, reason: SystemError.text()) }
        guard let passingPath else { return }
        guard unsafe rename(passingPath, "\(folder)/\(name)") == 0 else {
            throw .storage(path: folder, reason: SystemError.text())
        }
        self.passingPath = nil
    }

    /// Makes new names in a folder outlast a loss of power.
    static func synchronise(folder: String) throws(GitError) {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .storage(path: folder, reason: SystemError.text()) }
        defer { close(descriptor) }
        // Some file systems can't do it for folders and say EINVAL; there is nothing to be done about it then.
        guard fsync(descriptor) == 0 || errno == EINVAL else {
            throw .storage(path: folder, reason: SystemError.text())
        }
    }
}
