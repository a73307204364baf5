import Core

extension Connection {
    /// Notes a delivery; false where it was known.
    func insert(_ delivery: DeliveryRow) throws(SQLiteError) -> Bool {
        let insert = try statement(
            """
            INSERT INTO deliveries (guid, received_at, event, action, repository, issue, sender, request)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (guid) DO NOTHING
            """)
        try insert.bind(delivery.guid).bind(delivery.receivedAt.milliseconds).bind(delivery.event)
            .bind(delivery.action).bind(delivery.repository).bind(delivery.issue.map(Int64.init))
            .bind(delivery.sender.map(Int64.init)).bind(delivery.request).run()
        return changes > 0
    }

    /// The deliveries of an issue that hold a request, from the one after `number` on, with their numbers.
    func requests(after number: Int64) throws(SQLiteError) -> [(number: Int64, row: DeliveryRow)] {
        let query = try statement(
            """
            SELECT number, guid, received_at, event, action, repository, issue, sender, request FROM deliveries
            WHERE number > ? AND request IS NOT NULL AND repository IS NOT NULL AND issue IS NOT NULL ORDER BY number
            """)
        return try query.bind(number).rows { row in
            (
                row.integer64(0),
                DeliveryRow(
                    guid: row.text(1), receivedAt: Timestamp(milliseconds: row.integer64(2)), event: row.text(3),
                    action: row.text(4), repository: row.text(5), issue: row.integer(6), sender: row.integer(7),
                    request: row.text(8))
            )
        }
    }

    /// Those of these deliveries that are kept.
    func known(of guids: [String]) throws(SQLiteError) -> Set<String> {
        let query = try statement("SELECT guid FROM deliveries WHERE guid = ?")
        var known: Set<String> = []
        for guid in guids {
            for found in try query.bind(guid).rows({ $0.text(0) }) { known.insert(found) }
        }
        return known
    }

    /// The number of the newest delivery; 0 where there is none.
    func newestDelivery() throws(SQLiteError) -> Int64 {
        try statement("SELECT coalesce(max(number), 0) FROM deliveries").rows { $0.integer64(0) }.first ?? 0
    }

    /// Asks for a look at a place; at once, whatever failed before.
    func ask(for place: AttentionPlace, times: Int, at time: Timestamp) throws(SQLiteError) {
        let ask = try statement(
            """
            INSERT INTO attention (repository, issue, asked, asked_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (repository, issue) DO UPDATE SET asked = asked + excluded.asked, due = 0, failures = 0,
                asked_at = CASE WHEN asked > done THEN asked_at ELSE excluded.asked_at END
            """)
        try ask.bind(place.repository).bind(place.issue).bind(times).bind(time.milliseconds).run()
    }

    /// The places to look at by now, those that have waited longest first.
    func openAttention(at time: Timestamp, limit: Int) throws(SQLiteError) -> [AttentionRow] {
        let query = try statement(
            """
            SELECT repository, issue, asked, asked_at, failures, runs FROM attention
            WHERE asked > done AND due <= ? ORDER BY due, asked_at LIMIT ?
            """)
        return try query.bind(time.milliseconds).bind(limit).rows { Self.attention($0) }
    }

    /// The issues whose runs are to be brought on, those asked for first first.
    func wantedRuns(limit: Int) throws(SQLiteError) -> [AttentionRow] {
        let query = try statement(
            """
            SELECT repository, issue, asked, asked_at, failures, runs FROM attention
            WHERE runs > 0 ORDER BY asked_at LIMIT ?
            """)
        return try query.bind(limit).rows { Self.attention($0) }
    }

    private static func attention(_ row: borrowing Row) -> AttentionRow {
        AttentionRow(
            place: AttentionPlace(repository: row.text(0), issue: row.integer(1)), asked: row.integer(2),
            askedAt: Timestamp(milliseconds: row.integer64(3)), failures: row.integer(4), runs: row.integer(5))
    }

    /// Notes that a place has been looked at, and whether a run of it is wanted.
    func settle(_ row: AttentionRow, wantsRun: Bool) throws(SQLiteError) {
        let settle = try statement(
            """
            UPDATE attention SET done = max(done, ?), failures = CASE WHEN ? THEN failures ELSE 0 END, runs = runs + ?
            WHERE repository = ? AND issue = ?
            """)
        let wanted = wantsRun ? 1 : 0
        try settle.bind(row.asked).bind(wanted).bind(wanted).bind(row.place.repository).bind(row.place.issue).run()
    }

    /// Puts a place off, unless it has been asked for again.
    func putOff(_ row: AttentionRow, until time: Timestamp) throws(SQLiteError) {
        let putOff = try statement(
            """
            UPDATE attention SET due = ?, failures = failures + 1 WHERE repository = ? AND issue = ? AND asked = ?
            """)
        try putOff.bind(time.milliseconds).bind(row.place.repository).bind(row.place.issue).bind(row.asked).run()
    }

    /// Notes that a run has been brought as far as it goes, unless it has been asked for again.
    func settleRun(_ row: AttentionRow) throws(SQLiteError) {
        try statement("UPDATE attention SET runs = 0, failures = 0 WHERE repository = ? AND issue = ? AND runs = ?")
            .bind(row.place.repository).bind(row.place.issue).bind(row.runs).run()
    }

    /// Has an issue looked at again later whose run could not be brought on.
    func putOffRun(_ row: AttentionRow, until time: Timestamp) throws(SQLiteError) {
        let putOff = try statement(
            """
            UPDATE attention SET runs = 0, asked = max(asked, done + 1), due = ?, failures = failures + 1
            WHERE repository = ? AND issue = ?
            """)
        try putOff.bind(time.milliseconds).bind(row.place.repository).bind(row.place.issue).run()
    }

    /// Forgets the oldest deliveries, as long as they were received before a time; how many there were.
    func forgetDeliveries(receivedBefore time: Timestamp, limit: Int) throws(SQLiteError) -> Int {
        try statement(
            """
            DELETE FROM deliveries WHERE received_at < ?
                AND number IN (SELECT number FROM deliveries ORDER BY number LIMIT ?)
            """
        ).bind(time.milliseconds).bind(limit).run()
        return changes
    }

    /// The repositories that anything has been told of lately.
    func toldRepositories() throws(SQLiteError) -> [String] {
        try statement("SELECT DISTINCT repository FROM attention ORDER BY repository").rows { $0.text(0) }
    }

    /// Forgets places at which there is nothing left to do, and was nothing since a time.
    func forgetAttention(askedBefore time: Timestamp) throws(SQLiteError) {
        try statement("DELETE FROM attention WHERE asked <= done AND runs = 0 AND asked_at < ?")
            .bind(time.milliseconds).run()
    }
}
