import Core

/// What the runs owe outside.
extension Connection {
    /// A later state replaces an earlier one, whatever order they come in.
    func want(_ entry: OutboxEntry, number: Int64) throws(SQLiteError) {
        let want = try statement(
            """
            INSERT INTO outbox (run, kind, wanted) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET wanted = max(wanted, excluded.wanted)
            """)
        try want.bind(number).bind(entry.kind).bind(entry.wanted).run()
    }

    func owed(number: Int64) throws(SQLiteError) -> [OutboxEntry] {
        let query = try statement("SELECT kind, wanted FROM outbox WHERE run = ? AND wanted > done ORDER BY kind")
        return try query.bind(number).rows { OutboxEntry(kind: $0.text(0), wanted: $0.integer(1)) }
    }

    func settle(_ entry: OutboxEntry, number: Int64) throws(SQLiteError) {
        let settle = try statement("UPDATE outbox SET done = max(done, ?) WHERE run = ? AND kind = ?")
        try settle.bind(entry.wanted).bind(number).bind(entry.kind).run()
    }
}
