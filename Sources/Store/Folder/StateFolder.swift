import Core
import Glibc

/// The folder in which the bot keeps what must outlive a process; git ignores it without being told.
enum StateFolder {
    /// Makes the folder where it is missing, with a `.gitignore` that covers everything in it.
    static func prepare(_ path: String) throws(FolderError) {
        try make(path)
        let ignore = path + "/.gitignore"
        let descriptor = open(ignore, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            if errno == EEXIST { return }
            throw FolderError(errno, doing: "making \(ignore)")
        }
        defer { close(descriptor) }
        try write(Array("*\n".utf8), to: descriptor, path: ignore)
    }

    /// Makes a folder and those above it; one that is there already is fine.
    static func make(_ path: String) throws(FolderError) {
        if mkdir(path, 0o755) == 0 { return }
        let problem = errno
        if problem == EEXIST, isFolder(path) { return }
        guard problem == ENOENT, let parent = parent(of: path) else {
            throw FolderError(problem == EEXIST ? ENOTDIR : problem, doing: "making the folder \(path)")
        }
        try make(parent)
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
            throw FolderError(errno, doing: "making the folder \(path)")
        }
    }

    static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(FolderError) {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: buffer[done...]).baseAddress, buffer.count - done)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw FolderError(errno, doing: "writing \(path)")
            }
            done += count
        }
    }

    /// Makes the names in a folder durable.
    static func sync(_ path: String) throws(FolderError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FolderError(errno, doing: "opening \(path)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FolderError(errno, doing: "syncing \(path)") }
    }

    static func isFolder(_ path: String) -> Bool {
        var information = stat()
        return unsafe stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
    }

    private static func parent(of path: String) -> String? {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return nil }
        return String(path[..<slash])
    }
}
