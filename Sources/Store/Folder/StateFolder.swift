import Core
import Glibc
import Synchronization

/// The folder in which the bot keeps what must outlive a process; git ignores it without being told.
enum StateFolder {
    /// Makes the folder where it is missing, for its owner alone, with a `.gitignore` that covers everything in it.
    ///
    /// It holds what issues of private repositories say. One that is there already keeps the rights that it was given.
    static func prepare(_ path: String) throws(FolderError) {
        try make(path, mode: 0o700)
        let ignore = path + "/.gitignore"
        let descriptor = unsafe open(ignore, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            if errno == EEXIST { return }
            throw FolderError(errno, doing: "making \(ignore)")
        }
        defer { close(descriptor) }
        do throws(FolderError) { try write(Array("*\n".utf8), to: descriptor, path: ignore) } catch {
            unsafe unlink(ignore)  // An empty one would pass for the user's own.
            throw error
        }
    }

    /// Makes a folder and those above it; one that is there already is fine.
    static func make(_ path: String, mode: mode_t = 0o755) throws(FolderError) {
        if unsafe mkdir(path, mode) == 0 { return }
        let problem = errno
        if problem == EEXIST, isFolder(path) { return }
        guard problem == ENOENT, let parent = parent(of: path) else {
            throw FolderError(problem == EEXIST ? ENOTDIR : problem, doing: "making the folder \(path)")
        }
        try make(parent)
        guard unsafe mkdir(path, mode) == 0 || errno == EEXIST else {
            throw FolderError(errno, doing: "making the folder \(path)")
        }
    }

    static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(FolderError) {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: buffer[done...]).baseAddress, buffer.count - done)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw FolderError(errno, doing: "writing \(path)")
            }
            done += count
        }
    }

    /// Writes a file whole or not at all: beside its place, synced, then renamed; the name itself is not yet durable.
    static func replace(_ path: String, with bytes: [UInt8]) throws(FolderError) {
        try make(file: path) { (descriptor, temporary) throws(FolderError) in
            try write(bytes, to: descriptor, path: temporary)
        }
    }

    private static func make(
        file path: String, _ fill: (_ descriptor: Int32, _ temporary: String) throws(FolderError) -> Void
    ) throws(FolderError) {
        let (descriptor, temporary) = try temporaryFile(beside: path)
        do throws(FolderError) {
            defer { close(descriptor) }
            try fill(descriptor, temporary)
            guard fsync(descriptor) == 0 else { throw FolderError(errno, doing: "syncing \(temporary)") }
            guard unsafe rename(temporary, path) == 0 else { throw FolderError(errno, doing: "naming \(path)") }
        } catch {
            unsafe unlink(temporary)
            throw error
        }
    }

    /// Moves a file to another place, whole or not at all; between file systems it is copied, and the first one stays.
    static func move(_ source: String, to path: String) throws(FolderError) {
        let descriptor = unsafe open(source, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FolderError(errno, doing: "opening \(source)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FolderError(errno, doing: "syncing \(source)") }
        if unsafe rename(source, path) == 0 { return }
        guard errno == EXDEV else { throw FolderError(errno, doing: "naming \(path)") }
        try make(file: path) { (target, temporary) throws(FolderError) in
            try copy(descriptor, of: source, to: target, of: temporary)
        }
    }

    private static func copy(
        _ source: Int32, of path: String, to target: Int32, of copy: String
    ) throws(FolderError) {
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(source, buffer.baseAddress, buffer.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FolderError(errno, doing: "reading \(path)") }
            if count == 0 { return }
            try write(Array(piece[..<count]), to: target, path: copy)
        }
    }

    /// How many temporary files this process has begun; with its number it makes their names unique.
    private static let begun = Atomic(0)

    private static func temporaryFile(beside path: String) throws(FolderError) -> (descriptor: Int32, path: String) {
        while true {
            let number = begun.add(1, ordering: .relaxed).newValue
            let temporary = "\(path).part-\(getpid())-\(number)"
            let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            if descriptor >= 0 { return (descriptor, temporary) }
            // One that a process of the same number left behind.
            if errno != EEXIST { throw FolderError(errno, doing: "making \(temporary)") }
        }
    }

    /// All bytes of a file.
    static func read(_ path: String) throws(FolderError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FolderError(errno, doing: "opening \(path)") }
        defer { close(descriptor) }
        var information = stat()
        guard unsafe fstat(descriptor, &information) == 0 else { throw FolderError(errno, doing: "reading \(path)") }
        var bytes = [UInt8](repeating: 0, count: Int(information.st_size))
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(
                    descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer[done...]).baseAddress,
                    buffer.count - done)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FolderError(errno, doing: "reading \(path)") }
            if count == 0 { break }
            done += count
        }
        return Array(bytes[..<done])
    }

    /// Makes the names in a folder durable.
    static func sync(_ path: String) throws(FolderError) {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FolderError(errno, doing: "opening \(path)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FolderError(errno, doing: "syncing \(path)") }
    }

    /// Locks a folder until the descriptor that is answered is closed.
    static func lock(_ path: String, _ kind: Int32) throws(FolderError) -> Int32 {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FolderError(errno, doing: "opening \(path)") }
        while flock(descriptor, kind) != 0 {
            let problem = errno
            if problem == EINTR { continue }
            close(descriptor)
            throw FolderError(problem, doing: "locking \(path)")
        }
        return descriptor
    }

    /// Gives a file the present time; false where that fails.
    static func touch(_ path: String) -> Bool { unsafe utimensat(AT_FDCWD, path, nil, 0) == 0 }

    /// The names in a folder; none where it can't be read.
    static func names(in path: String) -> [String] {
        guard let folder = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: entry.pointee.d_name) { start in
                unsafe start.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The size in bytes of a plain file and when it was last written; nil where there is none.
    static func file(_ path: String) -> (bytes: Int, time: Timestamp)? {
        var information = stat()
        guard unsafe lstat(path, &information) == 0, information.st_mode & S_IFMT == S_IFREG else { return nil }
        let time = information.st_mtim
        return (
            Int(information.st_size),
            Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
        )
    }

    static func isFolder(_ path: String) -> Bool {
        var information = stat()
        return unsafe stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
    }

    static func isFile(_ path: String) -> Bool {
        var information = stat()
        return unsafe stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFREG
    }

    private static func parent(of path: String) -> String? {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return nil }
        return String(path[..<slash])
    }
}
