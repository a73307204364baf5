import Core
import Glibc

/// The files that a history consists of, looked at before SQLite touches them.
///
/// SQLite takes an empty file for a new database and a write-ahead log that it can't read for none: it would go on
/// without a word of what is lost.
struct HistoryFiles {
    let folder: String

    init(in folder: String) { self.folder = folder }

    var database: String { folder + "/" + SQLiteStore.fileName }
    /// What is committed and not yet in the database itself.
    var log: String { database + "-wal" }
    var index: String { database + "-shm" }

    /// 0 where there is none.
    var logSize: Int { Self.size(of: log) ?? 0 }

    /// Whether the history may be changed and files may be made beside it; the system's word, which holds for root too.
    var canBeWritten: Bool {
        unsafe access(folder, W_OK) == 0 && (!StateFolder.isFile(database) || access(database, W_OK) == 0)
    }

    /// Throws `RunLogError.damaged` where it is plain that something was lost.
    func check() throws(RunLogError) {
        if Self.size(of: database) == 0, logSize > 0 || StateFolder.isFolder(folder + "/objects") {
            throw .damaged(reason: "'\(SQLiteStore.fileName)' is empty, though runs were made here")
        }
        guard !hasReadableLog else { return }
        throw .damaged(
            reason: "'\(SQLiteStore.fileName)-wal', which holds the latest events, is not what was written there")
    }

    /// Whether the log begins as one does; the rest is covered by its own checksums.
    var hasReadableLog: Bool {
        let start = Self.start(of: log)
        guard start.count == 4, start.contains(where: { $0 != 0 }) else { return true }  // Not yet begun.
        return start == [0x37, 0x7f, 0x06, 0x82] || start == [0x37, 0x7f, 0x06, 0x83]
    }

    /// Nil where there is no such file.
    private static func size(of path: String) -> Int? {
        var information = stat()
        guard unsafe stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(information.st_size)
    }

    /// The first four bytes, or as many as there are.
    private static func start(of path: String) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        return Array(bytes.prefix(max(0, count)))
    }
}
