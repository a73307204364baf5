import CSQLite

/// A second hand on the file, that may do what the store never does.
enum Database {
    struct Failure: Error { let code: Int32 }

    static func execute(_ sql: String, in path: String) throws {
        var opened: OpaquePointer?
        var code = unsafe sqlite3_open(path, &opened)
        defer { unsafe sqlite3_close_v2(opened) }
        if code == SQLITE_OK { code = unsafe sqlite3_exec(opened, sql, nil, nil, nil) }
        guard code == SQLITE_OK else { throw Failure(code: code) }
    }
}
