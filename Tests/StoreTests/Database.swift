import CSQLite

/// A second hand on the file, that may do what the store never does.
@safe final class Database {
    struct Failure: Error { let code: Int32 }

    private let handle: OpaquePointer

    /// `files` is the name of SQLite's way to its files; nil for its own.
    init(_ path: String, files: String? = nil) throws {
        var opened: OpaquePointer?
        let code = unsafe sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, files)
        guard code == SQLITE_OK, let handle = unsafe opened else { throw Failure(code: code) }
        unsafe self.handle = handle
    }

    deinit { unsafe sqlite3_close_v2(handle) }

    func execute(_ sql: String) throws {
        let code = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw Failure(code: code) }
    }

    /// The one number that a query answers.
    func number(_ sql: String) throws -> Int { Int(try text(sql)) ?? 0 }

    /// The first column of a query's first row; empty where there is none.
    func text(_ sql: String) throws -> String {
        var statement: OpaquePointer?
        let code = unsafe sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
        guard code == SQLITE_OK else { throw Failure(code: code) }
        defer { unsafe sqlite3_finalize(statement) }
        guard unsafe sqlite3_step(statement) == SQLITE_ROW, let text = unsafe sqlite3_column_text(statement, 0) else {
            return ""
        }
        return unsafe String(cString: text)
    }

    static func execute(_ sql: String, in path: String) throws { try Database(path).execute(sql) }
}
