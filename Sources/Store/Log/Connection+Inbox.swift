import Core

/// What came in for a run and has not been taken into it yet.
extension Connection {
    func insert(_ entry: InboxEntry, number: Int64) throws(SQLiteError) {
        let split = LongTexts.split(entry.payload)
        if let split { try keep(split.texts) }
        let insert = try statement(
            "INSERT INTO inbox (run, key, texts, payload) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
        try insert.bind(number).bind(entry.key).bind(split == nil ? 0 : 1).bind(split?.payload ?? entry.payload).run()
    }

    /// The entries that are still to be taken in, and whether each refers to long texts.
    func inbox(number: Int64) throws(SQLiteError) -> [(entry: InboxEntry, hasTexts: Bool)] {
        try statement("SELECT number, key, payload, texts FROM inbox WHERE run = ? AND NOT taken ORDER BY number")
            .bind(number).rows { row in
                (
                    InboxEntry(number: row.integer(0), key: row.text(1), payload: row.text(2)),
                    row.integer(3) != 0
                )
            }
    }

    /// An entry that was taken in stays, without its content, so that a repetition of it is known.
    func take(_ entries: [Int], number: Int64) throws(SQLiteError) {
        let update = try statement("UPDATE inbox SET taken = 1, texts = 0, payload = '' WHERE number = ? AND run = ?")
        for entry in entries { try update.bind(entry).bind(number).run() }
    }
}
