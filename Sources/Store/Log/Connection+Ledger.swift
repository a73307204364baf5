import Core

/// What the runs have booked and hold reserved.
extension Connection {
    /// How a run stands on a day; what it holds reserved stands in the row that was written last.
    func put(_ entry: LedgerEntry, of summary: RunSummary, number: Int64) throws(SQLiteError) {
        try statement("UPDATE ledger SET reserved = 0 WHERE run = ? AND reserved > 0").bind(number).run()
        let put = try statement(
            """
            INSERT INTO ledger (run, day, issue, person, repository, booked, reserved) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET booked = excluded.booked, reserved = excluded.reserved
            """)
        try put.bind(number).bind(entry.day).bind(summary.issue.description).bind(summary.author)
            .bind(summary.issue.repository).bind(entry.booked.count).bind(entry.reserved.count).run()
    }

    /// What a run has booked, day by day, and holds reserved.
    func ledger(number: Int64) throws(SQLiteError) -> [LedgerEntry] {
        try statement("SELECT day, booked, reserved FROM ledger WHERE run = ? ORDER BY day").bind(number).rows { row in
            LedgerEntry(
                day: row.integer(0), booked: MicroDollars(row.integer64(1)), reserved: MicroDollars(row.integer64(2)))
        }
    }

    func deleteLedger(number: Int64) throws(SQLiteError) {
        try statement("DELETE FROM ledger WHERE run = ?").bind(number).run()
    }

    /// What all runs but one have booked and reserved under a ceiling.
    func booked(under limit: BudgetLimit, besides number: Int64) throws(SQLiteError) -> MicroDollars {
        let (amount, condition) =
            switch limit.scope {
            // What is reserved today may be settled on any day to come, so that it counts for each.
            case .day: ("reserved + CASE day WHEN ?1 THEN booked ELSE 0 END", "(day = ?1 OR reserved > 0)")
            case .run, .issue: ("booked + reserved", "issue = ?1")
            case .person: ("booked + reserved", "person = ?1")
            case .repository: ("booked + reserved", "repository = ?1")
            }
        let query = try statement(
            composed:
                "SELECT coalesce(sum(\(amount)), 0) FROM ledger WHERE \(condition) AND run != ?2")
        return try query.bind(limit.key).bind(number).rows { MicroDollars($0.integer64(0)) }.first ?? .zero
    }

    /// What the runs of a repository have booked on a day, counted from 1970; what was lost of answers counts too.
    func booked(on day: Int, repository: String) throws(SQLiteError) -> MicroDollars {
        let query = try statement(
            "SELECT coalesce(sum(booked), 0) FROM ledger WHERE day = ? AND repository = ? COLLATE NOCASE")
        return try query.bind(day).bind(repository).rows { MicroDollars($0.integer64(0)) }.first ?? .zero
    }
}
