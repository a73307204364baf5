import CSQLite
import Core

extension Connection {
    /// The history's file as every writer of it must have it; made where it is missing.
    static func writing(to path: String, patience: Duration) throws(RunLogError) -> Connection {
        try reporting { () throws(SQLiteError) in
            let connection = try Connection(path: path, patience: Int32(clamping: patience.milliseconds))
            try connection.execute("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL")
            // A new file gives back what is pruned piece by piece. In one that is there the words alone would be a write.
            if try connection.number("PRAGMA page_count") == 0 {
                try connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            }
            try connection.writeAhead(patience: patience)
            return connection
        }
    }

    /// Ends the looking up of each written row's run, which upgrades need and nothing after.
    ///
    /// A row's run is found before the row is written, every append writes the run's own row and is refused where that is gone, and
    /// no run is ever removed. What it costs is a search for each row and, where a statement writes several, a copy of the pages
    /// that it may have to give back. `doctor` asks whether every row has its run.
    func relyOnRuns() throws(SQLiteError) { try execute("PRAGMA foreign_keys = OFF") }

    /// A file that nothing beside can be written to.
    ///
    /// Its write-ahead log, where there is one, can only be read with the index that lies beside it.
    static func reading(_ files: HistoryFiles, patience: Duration) throws(RunLogError) -> Connection {
        let name = "file:" + PercentEncoding.encode(files.database, keeping: "/")
        let isWhole = files.logSize == 0
        do throws(SQLiteError) {
            let connection = try Connection(
                path: name + (isWhole ? "?immutable=1" : "?mode=ro"), patience: Int32(clamping: patience.milliseconds),
                flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI)
            _ = try connection.number("PRAGMA schema_version")
            return connection
        } catch {
            if !isWhole, error.primaryCode == SQLITE_CANTOPEN || error.primaryCode == SQLITE_READONLY {
                throw .storage(
                    reason: "the latest events stand in '\(SQLiteStore.fileName)-wal', which can't be read in a folder "
                        + "that can't be written",
                    hint: "Make the folder and its files writable, or copy the folder and name the copy with --state.")
            }
            throw RunLogError(error)
        }
    }
}
