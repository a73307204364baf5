import CSQLite

/// A second hand on the file, that may do what the store never does.
@safe final class Database {
    struct Failure: Error { let code: Int32 }

    private let handle: OpaquePointer

    init(_ path: String) throws {
        var opened: OpaquePointer?
        let code = unsafe sqlite3_open(path, &opened)
        guard code == SQLITE_OK, let handle = unsafe opened else { throw Failure(code: code) }
        unsafe self.handle = handle
    }

    deinit { unsafe sqlite3_close_v2(handle) }

    func execute(_ sql: String) throws {
        let code = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw Failure(code: code) }
    }

    static func execute(_ sql: String, in path: String) throws { try Database(path).execute(sql) }
}
