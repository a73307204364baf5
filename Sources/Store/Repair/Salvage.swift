import Core

/// Copies what can still be read of a damaged database into a new one, run by run.
///
/// Both have the same tables. A page that can't be read costs the runs that have rows on it, and no others.
struct Salvage {
    private let fresh: Connection

    /// `path` names the damaged database; it is only read.
    init(of path: String, into fresh: Connection) throws(RunLogError) {
        self.fresh = fresh
        try reporting { () throws(SQLiteError) in
            try fresh.execute("PRAGMA foreign_keys = OFF")
            try fresh.statement("ATTACH ? AS old").bind(path).run()
        }
        let version = try reporting { () throws(SQLiteError) in try fresh.number("PRAGMA old.user_version") }
        guard version == SQLiteStore.schemaVersion else {
            throw .damaged(reason: "the damaged database has the format \(version), this bot's is another")
        }
    }

    func copy() throws(RunLogError) {
        let (owned, others) = try reporting { () throws(SQLiteError) in
            (try tables(withRuns: true), try tables(withRuns: false))
        }
        for number in try numbers() where copy("runs", where: "number = \(number)") {
            for table in owned { _ = copy(table, where: "run = \(number)") }
        }
        for table in others where !copy(table, where: "true") { copyRowByRow(table) }
    }

    /// The keys that runs may have.
    private func numbers() throws(RunLogError) -> ClosedRange<Int> {
        // The one stands on a page of its own; where that is damaged the other may do.
        for query in ["SELECT seq FROM old.sqlite_sequence WHERE name = 'runs'", "SELECT max(number) FROM old.runs"] {
            if let last = try? fresh.number(query), last > 0 { return 1...last }
        }
        throw .damaged(reason: "its runs can't be listed")
    }

    /// The tables whose rows belong to a run, or those that belong to none; an index has no rows of its own.
    private func tables(withRuns: Bool) throws(SQLiteError) -> [String] {
        try fresh.statement(
            """
            SELECT name FROM main.sqlite_schema AS tables
            WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name != 'runs'
                AND ? = EXISTS (SELECT 1 FROM pragma_table_info(tables.name) AS columns WHERE columns.name = 'run')
            """
        ).bind(withRuns ? 1 : 0).rows { $0.text(0) }
    }

    /// False where the damage was met; then nothing was copied.
    private func copy(_ table: String, where condition: String) -> Bool {
        do throws(SQLiteError) {
            try fresh.execute("INSERT OR IGNORE INTO main.\(table) SELECT * FROM old.\(table) WHERE \(condition)")
            return true
        } catch { return false }
    }

    /// Tables without runs are few and small; those that have no row numbers are then left out.
    private func copyRowByRow(_ table: String) {
        for row in rows(of: table) { _ = copy(table, where: "rowid = \(row)") }
    }

    /// The numbers that a table's rows may have: those in the index of its key, or where that is damaged too as many as the file
    /// has room for.
    ///
    /// On a damaged page the last row may say any number: trying them all up to it would take for ever.
    private func rows(of table: String) -> [Int] {
        let query = "SELECT rowid FROM old.\(table) INDEXED BY sqlite_autoindex_\(table)_1"
        if let known = try? fresh.statement(composed: query).rows({ $0.integer(0) }) { return known }
        // What can't be asked for its last row can't be copied either.
        guard let last = try? fresh.number("SELECT max(rowid) FROM old.\(table)"), last > 0,
            let pages = try? fresh.number("PRAGMA old.page_count"),
            let size = try? fresh.number("PRAGMA old.page_size")
        else { return [] }
        let smallest = 4  // Bytes that a row takes at least.
        return Array(1...max(1, min(last, pages * size / smallest)))
    }
}
