import CSQLite

/// One prepared statement, which its connection keeps and uses again.
///
/// Values are bound first to last, then `run` or `rows` steps and resets it. A call that uses the same statement again
/// from inside `rows` is a mistake: the statement has one cursor.
@safe final class Statement {
    private let handle: OpaquePointer
    private let sql: String
    /// Where bound texts lie while the statement runs, so that SQLite need not allocate and copy each of them.
    private let texts: UnsafeMutableBufferPointer<UInt8>
    private var used = 0
    private var bound: Int32 = 0

    init(owning handle: OpaquePointer, sql: String) {
        unsafe self.handle = handle
        self.sql = sql
        unsafe texts = .allocate(capacity: 8192)
    }

    deinit {
        unsafe sqlite3_finalize(handle)
        unsafe texts.deallocate()
    }

    @discardableResult func bind(_ value: Int64) throws(SQLiteError) -> Statement {
        bound += 1
        return try checked(unsafe sqlite3_bind_int64(handle, bound, value))
    }

    @discardableResult func bind(_ value: Int) throws(SQLiteError) -> Statement { try bind(Int64(value)) }

    @discardableResult func bind(_ value: Int64?) throws(SQLiteError) -> Statement {
        if let value { return try bind(value) }
        bound += 1
        return try checked(unsafe sqlite3_bind_null(handle, bound))
    }

    @discardableResult func bind(_ value: String?) throws(SQLiteError) -> Statement {
        if let value { return try bind(value) }
        bound += 1
        return try checked(unsafe sqlite3_bind_null(handle, bound))
    }

    @discardableResult func bind(_ value: String) throws(SQLiteError) -> Statement {
        var value = value
        bound += 1
        let code = value.withUTF8 { bytes in
            let count = bytes.count
            guard count > 0, unsafe used + count <= texts.count, let start = unsafe texts.baseAddress else {
                return unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                    unsafe characters.baseAddress.map { start in
                        unsafe sqlite3_bind_text(handle, bound, start, Int32(count), csqlite_transient())
                    } ?? sqlite3_bind_text(handle, bound, "", 0, csqlite_transient())
                }
            }
            let slot = unsafe start + used
            _ = unsafe UnsafeMutableBufferPointer(start: slot, count: count).initialize(fromContentsOf: bytes)
            used += count
            return unsafe slot.withMemoryRebound(to: CChar.self, capacity: count) { characters in
                unsafe sqlite3_bind_text(handle, bound, characters, Int32(count), nil)
            }
        }
        return try checked(code)
    }

    /// Runs a statement that answers no rows.
    func run() throws(SQLiteError) {
        let code = unsafe sqlite3_step(handle)
        defer { reset() }
        guard code == SQLITE_DONE || code == SQLITE_ROW else { throw error(code) }
    }

    /// Runs a query; the row is good only within `read`.
    func rows<Value>(_ read: (borrowing Row) throws(SQLiteError) -> Value) throws(SQLiteError) -> [Value] {
        defer { reset() }
        var values: [Value] = []
        while true {
            let code = unsafe sqlite3_step(handle)
            if code == SQLITE_DONE { return values }
            guard code == SQLITE_ROW else { throw error(code) }
            values.append(try read(unsafe Row(of: handle)))
        }
    }

    /// Lets go of what has been bound, where something else failed before all of it was.
    func discard() { reset() }

    private func checked(_ code: Int32) throws(SQLiteError) -> Statement {
        guard code == SQLITE_OK else {
            let failure = error(code)
            reset()
            throw failure
        }
        return self
    }

    /// The code of a failed reset is the failed step's, which has been thrown already.
    private func reset() {
        unsafe sqlite3_reset(handle)
        bound = 0
        used = 0
    }

    private func error(_ code: Int32) -> SQLiteError {
        let message = unsafe sqlite3_errmsg(sqlite3_db_handle(handle)).map { unsafe String(cString: $0) }
        return SQLiteError(code: code, message: message ?? "no message", statement: sql)
    }
}
