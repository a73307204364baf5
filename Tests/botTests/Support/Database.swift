import CSQLite

/// The history's file, changed as some other program would.
enum Database {
    struct Failure: Error { let code: Int32 }

    static func execute(_ statement: String, in path: String) throws {
        var handle: OpaquePointer?
        var code = unsafe sqlite3_open(path, &handle)
        defer { unsafe sqlite3_close(handle) }
        if code == SQLITE_OK { code = unsafe sqlite3_exec(handle, statement, nil, nil, nil) }
        guard code == SQLITE_OK else { throw Failure(code: code) }
    }
}
