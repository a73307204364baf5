import Core

extension Connection {
    /// The runs that ended before a time, owe nothing and still have their events, the oldest first.
    func prunable(endedBefore cutoff: Timestamp) throws(SQLiteError) -> [String] {
        let query = try statement(
            """
            SELECT id FROM runs
            WHERE status NOT IN ('queued', 'running', 'waiting') AND finished_at < ? AND pruned_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM outbox WHERE run = runs.number AND wanted > done)
            ORDER BY finished_at, number
            """)
        return try query.bind(cutoff.milliseconds).rows { $0.text(0) }
    }

    /// Removes everything about a run but its account.
    ///
    /// Its last append stays where it is the newest of all: a position must not be given twice.
    func prune(number: Int64, at time: Timestamp) throws(SQLiteError) {
        for table in ["events", "tail", "tasks", "inbox", "outbox"] {
            try statement(composed: "DELETE FROM \(table) WHERE run = ?").bind(number).run()
        }
        try statement("DELETE FROM appends WHERE run = ? AND position < (SELECT max(position) FROM appends)")
            .bind(number).run()
        try statement("UPDATE runs SET pruned_at = ? WHERE number = ?").bind(time.milliseconds).bind(number).run()
    }

    /// Ends a live run as failed.
    func fail(number: Int64, at time: Timestamp) throws(SQLiteError) {
        let fail = try statement(
            """
            UPDATE runs SET status = 'failed', finished_at = ? WHERE number = ?
                AND status IN ('queued', 'running', 'waiting')
            """)
        try fail.bind(time.milliseconds).bind(number).run()
    }

    /// What a run's events and letters name by hash.
    func references(of number: Int64) throws(SQLiteError) -> Set<SHA256Digest> {
        var scan = HashScan()
        _ = try statement("SELECT payload FROM log WHERE run = ?").bind(number).rows { scan.read($0.text(0)) }
        _ = try statement("SELECT payload FROM inbox WHERE run = ?").bind(number).rows { scan.read($0.text(0)) }
        return scan.found
    }

    /// What the log names by hash after a position, runs left out; letters are always read.
    func references(
        after position: Int, without pruned: Set<Int64>
    ) throws(SQLiteError) -> Set<SHA256Digest> {
        var scan = HashScan()
        let events = try statement(
            """
            SELECT log.run, payload FROM appends
            JOIN log ON log.run = appends.run AND sequence BETWEEN first AND last WHERE position > ?
            """)
        _ = try events.bind(position).rows { if !pruned.contains($0.integer64(0)) { scan.read($0.text(1)) } }
        _ = try statement("SELECT run, payload FROM inbox").rows { row in
            if !pruned.contains(row.integer64(0)) { scan.read(row.text(1)) }
        }
        return scan.found
    }

    /// What the given long texts name by hash.
    func references(inTexts wanted: Set<SHA256Digest>) throws(SQLiteError) -> Set<SHA256Digest> {
        var scan = HashScan()
        _ = try statement("SELECT sha256, text FROM texts").rows { row in
            if let digest = SHA256Digest(hex: row.text(0)), wanted.contains(digest) { scan.read(row.text(1)) }
        }
        return scan.found
    }

    func lastPosition() throws(SQLiteError) -> Int { try number("SELECT max(position) FROM appends") }

    /// The long texts, each with its bytes.
    func textSizes() throws(SQLiteError) -> [(digest: String, bytes: Int)] {
        try statement("SELECT sha256, length(CAST(text AS BLOB)) FROM texts").rows { ($0.text(0), $0.integer(1)) }
    }

    func drop(text digest: String) throws(SQLiteError) {
        try statement("DELETE FROM texts WHERE sha256 = ?").bind(digest).run()
    }
}
