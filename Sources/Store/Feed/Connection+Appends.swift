import Core

/// The appends in the order of their commits, and how far subscribers have come.
extension Connection {
    /// Notes appends, in their order.
    func note(_ appends: [StagedAppend]) throws(SQLiteError) {
        let one = try statement("INSERT INTO appends (run, first, last) VALUES (?, ?, ?)")
        let many = try statement(composed: Self.noteMany)
        var rest = appends[...]
        while rest.count >= ManyRows.atOnce {
            for append in rest.prefix(ManyRows.atOnce) {
                try many.bind(append.number).bind(append.first).bind(append.last)
            }
            try many.run()
            rest = rest.dropFirst(ManyRows.atOnce)
        }
        for append in rest { try one.bind(append.number).bind(append.first).bind(append.last).run() }
    }

    private static let noteMany = ManyRows.insert(into: "appends", ["run", "first", "last"], count: ManyRows.atOnce)

    /// The appends after a position; a run's identifier that makes no sense is nil.
    func appends(after position: Int, limit: Int) throws(SQLiteError) -> [AppendRow] {
        let query = try statement(
            """
            SELECT position, appends.run, id, first, last FROM appends JOIN runs ON runs.number = appends.run
            WHERE position > ? ORDER BY position LIMIT ?
            """)
        return try query.bind(position).bind(limit).rows { row in
            AppendRow(
                position: row.integer(0), number: row.integer64(1), run: RunID(row.text(2)), first: row.integer(3),
                last: row.integer(4))
        }
    }

    func position(of subscriber: String) throws(SQLiteError) -> Int {
        let query = try statement("SELECT position FROM subscribers WHERE name = ?")
        return try query.bind(subscriber).rows { $0.integer(0) }.first ?? 0
    }

    func advance(_ subscriber: String, to position: Int) throws(SQLiteError) {
        let advance = try statement(
            """
            INSERT INTO subscribers (name, position) VALUES (?, ?)
            ON CONFLICT DO UPDATE SET position = max(position, excluded.position)
            """)
        try advance.bind(subscriber).bind(position).run()
    }
}
