import CSQLite

/// The row on which a statement stands; it can't leave the closure that it is lent to.
@safe struct Row: ~Copyable {
    private let statement: OpaquePointer

    init(of statement: OpaquePointer) { unsafe self.statement = statement }

    func integer(_ column: Int32) -> Int { Int(integer64(column)) }

    func integer64(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(statement, column) }

    func integerOrNil(_ column: Int32) -> Int64? { isNull(column) ? nil : integer64(column) }

    /// The empty text for null.
    func text(_ column: Int32) -> String {
        guard let start = unsafe sqlite3_column_text(statement, column) else { return "" }
        let count = Int(unsafe sqlite3_column_bytes(statement, column))
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func textOrNil(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    private func isNull(_ column: Int32) -> Bool { unsafe sqlite3_column_type(statement, column) == SQLITE_NULL }
}
