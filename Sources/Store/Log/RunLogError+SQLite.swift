import CSQLite
import Core

extension RunLogError {
    /// Puts what SQLite refused into the words of the log.
    init(_ error: SQLiteError) {
        switch error.primaryCode {
        case SQLITE_CORRUPT:
            self = .damaged(reason: "the database is damaged (\(error.message))")
        case SQLITE_NOTADB:
            self = .damaged(reason: "'\(SQLiteStore.fileName)' in the state folder is not a database of the bot")
        case SQLITE_FULL:
            self = .storage(reason: "the disk is full", hint: "Free some space and run the command again.")
        case SQLITE_BUSY, SQLITE_LOCKED:
            self = .storage(
                reason: "another process kept it locked for too long", hint: "Run the command again in a moment.")
        case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM:
            self = .storage(
                reason: "'\(SQLiteStore.fileName)' in the state folder can't be opened for writing (\(error.message))",
                hint: "Make the folder and its files writable, or choose another with --state.")
        case SQLITE_IOERR:
            self = .storage(
                reason: "the disk refused (\(error.message))", hint: "Check that disk, then run the command again.")
        default:
            self = .storage(
                reason: "SQLite answered '\(error.message)' (code \(error.code))",
                hint: "'bot doctor' checks the state folder.")
        }
    }
}

/// Runs work on the database and reports its errors in the words of the log.
func reporting<Value>(_ work: () throws(SQLiteError) -> Value) throws(RunLogError) -> Value {
    do throws(SQLiteError) { return try work() } catch { throw RunLogError(error) }
}

extension Connection {
    func execute(reporting sql: String) throws(RunLogError) {
        do throws(SQLiteError) { try execute(sql) } catch { throw RunLogError(error) }
    }

    /// All of the work or, where it throws or the process dies, nothing of it; durable when it returns.
    ///
    /// The write lock is taken at the start: a reader that turns writer half-way is refused at once instead of waiting.
    func transaction<Value>(_ work: () throws(RunLogError) -> Value) throws(RunLogError) -> Value {
        try reporting { () throws(SQLiteError) in try statement("BEGIN IMMEDIATE").run() }
        do throws(RunLogError) {
            let value = try work()
            try reporting { () throws(SQLiteError) in try statement("COMMIT").run() }
            return value
        } catch {
            // Where even this fails the file is as it was: what isn't committed is dropped with the connection.
            if isInTransaction { try? execute("ROLLBACK") }
            throw error
        }
    }

    /// Reads several things as they stand at one moment, whatever other processes write meanwhile.
    func reading<Value>(_ work: () throws(RunLogError) -> Value) throws(RunLogError) -> Value {
        try reporting { () throws(SQLiteError) in try statement("BEGIN").run() }
        defer { if isInTransaction { try? execute("COMMIT") } }  // Nothing was written: there is nothing to lose.
        return try work()
    }
}
