package import Core
import Glibc

/// Brings a history that SQLite finds damaged back to use; called only when a person has asked for it.
///
/// Nothing that was there is changed or deleted: what is replaced is kept beside it under another name.
package struct HistoryRepair: Sendable {
    private let folder: String
    /// When the repair is made, which names what is set aside.
    private let time: Timestamp

    package init(in stateFolder: String, at time: Timestamp) {
        folder = stateFolder
        self.time = time
    }

    /// Where a new database is made before it takes the place of the old.
    package var workshop: String { folder + "/repair" }

    /// Sets a write-ahead log aside that is none, and answers where it lies; nil where it is one.
    package func setLogAside() throws(RunLogError) -> String? {
        let files = HistoryFiles(in: folder)
        guard !files.hasReadableLog else { return nil }
        try rename(files.log, to: aside("-wal"))
        return aside("-wal")
    }

    /// Sets the whole database aside, so that the next run begins an empty one, and answers where it lies.
    package func setDatabaseAside() throws(RunLogError) -> String {
        let files = HistoryFiles(in: folder)
        try rename(files.database, to: aside(""))
        for suffix in ["-wal", "-shm"] where StateFolder.isFile(files.database + suffix) {
            try rename(files.database + suffix, to: aside(suffix))
        }
        return aside("")
    }

    /// Copies what can be read into a new database in `workshop`; the derived rows there are still to be made good.
    ///
    /// The old one is locked meanwhile, and writers wait or give up.
    package func salvage() throws(RunLogError) {
        let files = HistoryFiles(in: folder)
        let workshopFiles = HistoryFiles(in: workshop)
        for suffix in ["", "-wal", "-shm"] { unsafe unlink(workshopFiles.database + suffix) }
        do throws(FolderError) { try StateFolder.make(workshop) } catch { throw RunLogError(error) }
        let old = try Connection.writing(to: files.database, patience: .seconds(5))
        try old.execute(reporting: "BEGIN IMMEDIATE")
        let fresh = try Connection.writing(to: workshopFiles.database, patience: .seconds(5))
        try Schema.current.migrate(fresh)
        try Salvage(of: files.database, into: fresh).copy()
        try fresh.execute(reporting: "DETACH old")
    }

    /// Puts the new database where the old one was, and answers where that lies now.
    ///
    /// At no moment is there none.
    package func install() throws(RunLogError) -> String {
        let files = HistoryFiles(in: folder)
        guard unsafe link(files.database, aside("")) == 0 else {
            throw RunLogError(FolderError(errno, doing: "keeping \(files.database) as \(aside(""))"))
        }
        for suffix in ["-wal", "-shm"] where StateFolder.isFile(files.database + suffix) {
            try rename(files.database + suffix, to: aside(suffix))
        }
        try rename(HistoryFiles(in: workshop).database, to: files.database)
        do throws(FolderError) { try StateFolder.sync(folder) } catch { throw RunLogError(error) }
        for name in StateFolder.names(in: workshop) { unsafe unlink("\(workshop)/\(name)") }
        unsafe rmdir(workshop)
        return aside("")
    }

    private func aside(_ suffix: String) -> String {
        "\(folder)/\(SQLiteStore.fileName).damaged-\(time.milliseconds)\(suffix)"
    }

    private func rename(_ old: String, to new: String) throws(RunLogError) {
        guard unsafe Glibc.rename(old, new) == 0 else {
            throw RunLogError(FolderError(errno, doing: "moving \(old) to \(new)"))
        }
    }
}
