package import Core

extension SQLiteStore {
    /// What SQLite finds wrong with the file itself, a sentence each.
    package func fileDamage() throws(RunLogError) -> [String] {
        try reporting { () throws(SQLiteError) in try connection.damage() }
    }

    /// Makes every index again from its table; false where that does not mend the file, and then nothing is changed.
    package func reindex() throws(RunLogError) -> Bool {
        try connection.execute(reporting: "BEGIN IMMEDIATE")
        do throws(SQLiteError) {
            try connection.execute("REINDEX")
            if try connection.damage().isEmpty {
                try connection.execute("COMMIT")
                return true
            }
        } catch {
            // A table is damaged too.
        }
        if connection.isInTransaction { try connection.execute(reporting: "ROLLBACK") }
        return false
    }

    /// Keeps the account of a run whose events can't be read, and lets go of the rest; a live one has failed thereby.
    package func giveUp(_ run: RunID, at time: Timestamp) throws(RunLogError) {
        let number = try number(of: run)
        try connection.transaction { () throws(RunLogError) in
            try reporting { () throws(SQLiteError) in
                try connection.prune(number: number, at: time)
                try connection.fail(number: number, at: time)
            }
        }
    }

    /// Makes sure that the database is one file, as long as nobody has it open.
    package func settleFile() throws(RunLogError) {
        try connection.execute(reporting: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
}
