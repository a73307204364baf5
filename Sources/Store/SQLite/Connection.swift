import CGather
import CSQLite
import Glibc

/// One connection to a database file; it belongs to one actor.
@safe final class Connection {
    private let handle: OpaquePointer
    private let patience: Int32
    /// By their texts; those that stand in the program by where they stand, which is quicker to look up.
    private var statements: [String: Statement] = [:]
    private var fixedStatements: [UInt: Statement] = [:]

    /// Opens the file, or makes it where it is missing.
    ///
    /// A lock of another process is waited for up to `patience` milliseconds. Pages that follow each other are written by one call of
    /// the system (`CGather`), which halves what a page of the log costs.
    init(
        path: String, patience: Int32, flags: Int32 = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    ) throws(SQLiteError) {
        var pointer: OpaquePointer?
        let flags = flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let registered = cgather_register()
        guard registered == SQLITE_OK else {
            throw SQLiteError(code: registered, message: "SQLite knows no files", statement: "open")
        }
        let code = unsafe sqlite3_open_v2(path, &pointer, flags, CGATHER_NAME)
        guard let opened = unsafe pointer else {
            throw SQLiteError(code: SQLITE_NOMEM, message: "out of memory", statement: "open")
        }
        guard code == SQLITE_OK else {
            let error = unsafe SQLiteError(code: code, message: Self.message(of: opened), statement: "open")
            unsafe sqlite3_close_v2(opened)
            throw error
        }
        unsafe handle = opened
        self.patience = patience
        unsafe sqlite3_busy_timeout(opened, patience)
    }

    deinit {
        // A statement must go before its connection.
        statements.removeAll()
        fixedStatements.removeAll()
        unsafe sqlite3_close_v2(handle)
    }

    /// Whether a transaction is open; some errors end one by themselves.
    var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

    /// How many rows the last statement that changed any has changed.
    var changes: Int { Int(unsafe sqlite3_changes(handle)) }

    /// How many rows have been changed through this connection since it was opened.
    var totalChanges: Int64 { unsafe sqlite3_total_changes64(handle) }

    /// Waits for no lock of another process while it does something.
    func withoutPatience(_ work: () -> Void) {
        unsafe sqlite3_busy_timeout(handle, 0)
        work()
        unsafe sqlite3_busy_timeout(handle, patience)
    }

    /// Runs statements that are not worth keeping, such as pragmas and a schema.
    func execute(_ sql: String) throws(SQLiteError) {
        let code = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else {
            throw unsafe SQLiteError(code: code, message: Self.message(of: handle), statement: sql)
        }
    }

    /// Turns write-ahead logging on; the file remembers it.
    ///
    /// The first to do so needs the file for itself, and for that lock alone SQLite does not wait: it answers 'busy' at once.
    func writeAhead(patience: Duration) throws(SQLiteError) {
        let end = ContinuousClock.now + patience
        while true {
            do throws(SQLiteError) {
                _ = try statement("PRAGMA journal_mode = WAL").rows { $0.text(0) }
                return
            } catch {
                guard error.primaryCode == SQLITE_BUSY, ContinuousClock.now < end else { throw error }
                usleep(2_000)
            }
        }
    }

    /// The statement of this text, prepared when it is first asked for.
    func statement(_ sql: StaticString) throws(SQLiteError) -> Statement {
        let place = UInt(bitPattern: unsafe sql.utf8Start)
        if let known = fixedStatements[place] { return known }
        let statement = try prepare(sql.description)
        fixedStatements[place] = statement
        return statement
    }

    /// The same for a text that is put together as the program runs.
    func statement(composed sql: String) throws(SQLiteError) -> Statement {
        if let known = statements[sql] { return known }
        let statement = try prepare(sql)
        statements[sql] = statement
        return statement
    }

    private func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        var pointer: OpaquePointer?
        let code = unsafe sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, nil)
        guard code == SQLITE_OK, let prepared = unsafe pointer else {
            throw unsafe SQLiteError(code: code, message: Self.message(of: handle), statement: sql)
        }
        return unsafe Statement(owning: prepared, sql: sql)
    }

    /// The one number that a pragma or a count answers; 0 where it answers none.
    func number(_ sql: String) throws(SQLiteError) -> Int {
        try statement(composed: sql).rows { $0.integer(0) }.first ?? 0
    }

    private static func message(of handle: OpaquePointer) -> String {
        unsafe sqlite3_errmsg(handle).map { unsafe String(cString: $0) } ?? "no message"
    }
}
