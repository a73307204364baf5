import Core
import Glibc

/// Removes files of the state folder that nothing refers to.
struct ObjectSweep {
    let folder: String
    let isDryRun: Bool
    private(set) var count = 0
    private(set) var bytes = 0

    init(of folder: String, isDryRun: Bool) {
        self.folder = folder
        self.isDryRun = isDryRun
    }

    /// Removes the produced files that are neither `kept` nor about to be.
    ///
    /// A run that is at work keeps a file first and writes the event that names it a moment later. So one goes only where it has
    /// not been kept again since the last run that named it has ended, which is what `released` tells of those that pruned runs
    /// named; or where it was last kept before the time `forgotten`, and nobody has named it since.
    mutating func removeObjects(
        except kept: Set<SHA256Digest>, released: [SHA256Digest: Timestamp], forgotten: Timestamp
    ) throws(FolderError) {
        for shelf in StateFolder.names(in: folder + "/objects") {
            let path = "\(folder)/objects/\(shelf)"
            guard StateFolder.isFolder(path) else { continue }
            let lock = try StateFolder.lock(path, LOCK_EX)
            defer { close(lock) }
            for name in StateFolder.names(in: path) {
                guard let digest = SHA256Digest(hex: name), !kept.contains(digest) else { continue }
                let end = released[digest]
                remove("\(path)/\(name)") { time in time < forgotten || end.map { time <= $0 } ?? false }
            }
        }
    }

    /// Removes halves of files that were begun before a time.
    mutating func removePieces(begunBefore time: Timestamp) {
        for shelf in StateFolder.names(in: folder + "/objects") {
            let path = "\(folder)/objects/\(shelf)"
            for name in StateFolder.names(in: path) where name.contains(".part") {
                remove("\(path)/\(name)") { $0 < time }
            }
        }
    }

    /// Removes what jobs have left lying: files that were fetched or made before a time and taken by nobody since.
    ///
    /// A job whose file is gone is fetched again from its service, or made again where that costs nothing.
    mutating func removeJobFiles(begunBefore time: Timestamp) {
        for name in StateFolder.names(in: folder + "/jobs") { remove("\(folder)/jobs/\(name)") { $0 < time } }
    }

    /// Removes what was noted of issues and of writes before a time.
    mutating func removeNotes(except live: Set<String>, writtenBefore time: Timestamp) {
        for shelf in ["attention", "pace"] {
            for name in StateFolder.names(in: "\(folder)/\(shelf)") where !live.contains(name) {
                remove("\(folder)/\(shelf)/\(name)") { $0 < time }
            }
        }
    }

    mutating func removeReport(of run: RunID) { remove("\(folder)/reports/\(run).html") { _ in true } }

    /// Removes a plain file where its time is such that it may go.
    private mutating func remove(_ path: String, where mayGo: (Timestamp) -> Bool) {
        guard let file = StateFolder.file(path), mayGo(file.time) else { return }
        if !isDryRun, unsafe unlink(path) != 0 { return }  // It stays for the next time.
        count += 1
        bytes += file.bytes
    }
}
