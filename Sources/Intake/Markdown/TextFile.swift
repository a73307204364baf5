import Core
import FoundationEssentials
import Glibc

/// Reads and replaces small text files whole.
enum TextFile {
    static let longest = 4 << 20

    /// Nil where there is no such file.
    static func read(_ path: String) throws(TrackerError) -> String? {
        guard let status = status(of: path) else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw .refused(reason: "'\(path)' is a folder, not a file")
        // A pipe or a device may never end.
        default: throw .refused(reason: "'\(path)' is not a plain file")
        }
        guard status.st_size <= longest else { throw .refused(reason: "'\(path)' is larger than 4 MiB") }
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw .forbidden(reason: "'\(path)' can't be read", hint: "Check its permissions.")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw .refused(reason: "'\(path)' is not UTF-8 text")
        }
        return text
    }

    /// Writes beside the file, flushes to disk and renames: a reader sees the old text or the new one, never half of it.
    ///
    /// The mode of a file that is replaced is kept.
    static func replace(_ path: String, with text: String) throws(TrackerError) {
        let kept = mode(of: path)
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let draft = "\(folder)/.\(name).\(getpid()).new"
        unsafe unlink(draft)  // What a crash of a process with our number has left.
        let file = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kept ?? 0o644)
        guard file >= 0 else { throw failure(path) }
        do throws(TrackerError) {
            try write(Array(text.utf8), to: file, path: path)
            // The umask has no say in a mode that the file had.
            if let kept, fchmod(file, kept) != 0 { throw failure(path) }
            guard fsync(file) == 0 else { throw failure(path) }
        } catch {
            close(file)
            unsafe unlink(draft)
            throw error
        }
        close(file)
        guard unsafe rename(draft, path) == 0 else {
            let error = failure(path)
            unsafe unlink(draft)
            throw error
        }
    }

    private static func write(_ bytes: [UInt8], to file: Int32, path: String) throws(TrackerError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(path) }
            rest = rest.dropFirst(count)
        }
    }

    private static func mode(of path: String) -> mode_t? { status(of: path).map { $0.st_mode & 0o777 } }

    private static func status(of path: String) -> stat? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? status : nil
    }

    private static func failure(_ path: String) -> TrackerError {
        let code = errno
        return switch code {
        case EACCES, EPERM, EROFS:
            .forbidden(
                reason: "'\(path)' can't be written",
                hint:
                    "The thread is kept beside the issue's file: make that folder writable, or copy the file to one that is."
            )
        case ENOSPC, EDQUOT: .forbidden(reason: "'\(path)' can't be written: the disk is full", hint: "Make room.")
        default: unsafe .refused(reason: "'\(path)' can't be written: \(String(cString: strerror(code)))")
        }
    }
}
