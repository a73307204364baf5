import CSQLite

/// What SQLite refused: its code, its words and the statement, never the values bound to it.
struct SQLiteError: Error, Hashable, CustomStringConvertible {
    /// The extended result code, https://www.sqlite.org/rescode.html.
    let code: Int32
    let message: String
    /// The SQL, or what was done instead of one.
    let statement: String

    /// The code without its extension: `SQLITE_BUSY` for `SQLITE_BUSY_SNAPSHOT`.
    var primaryCode: Int32 { code & 0xff }

    /// Whether the statement would have broken a rule of the tables.
    var isConstraint: Bool { primaryCode == SQLITE_CONSTRAINT }

    /// Whether another process held a lock for too long.
    var isBusy: Bool { primaryCode == SQLITE_BUSY || primaryCode == SQLITE_LOCKED }

    /// Whether a page of the file is not what it should be.
    var isDamage: Bool { primaryCode == SQLITE_CORRUPT }

    /// Whether the disk has no room.
    var isFull: Bool { primaryCode == SQLITE_FULL }

    var description: String { "\(message) (SQLite code \(code)) in: \(statement)" }
}
