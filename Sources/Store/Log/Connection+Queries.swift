import Core
import Crypto

/// What the reading commands ask; a row that can't be read is nil.
extension Connection {
    private static let summaryColumns = """
        id, issue, issue_title, author, status, request_digest, created_at, finished_at, reserved, spent, unknown,
        budget, assets, due, coalesce((SELECT last FROM heads WHERE run = number), 0), pruned_at, details
        """

    func runs(limit: Int, issue: String?, status: String?) throws(SQLiteError) -> [RunSummary?] {
        var conditions: [String] = []
        if issue != nil { conditions.append("issue = ?") }
        if status != nil { conditions.append("status = ?") }
        let filter = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        let query = try statement(
            composed:
                "SELECT \(Self.summaryColumns) FROM runs \(filter) ORDER BY created_at DESC, number DESC LIMIT ?")
        if let issue { try query.bind(issue) }
        if let status { try query.bind(status) }
        return try query.bind(limit).rows { Self.summary($0) }
    }

    /// The runs that somebody must look at: stopped in the middle of their work, due, or with something in the inbox.
    func runs(dueAt now: Int64) throws(SQLiteError) -> [RunSummary?] {
        let query = try statement(
            composed:
                """
                SELECT \(Self.summaryColumns) FROM runs
                WHERE status IN ('queued', 'running') OR status = 'waiting'
                    AND (due <= ? OR EXISTS (SELECT 1 FROM inbox WHERE inbox.run = runs.number AND NOT taken))
                ORDER BY number
                """)
        return try query.bind(now).rows { Self.summary($0) }
    }

    func run(_ run: RunID) throws(SQLiteError) -> [RunSummary?] {
        try statement(composed: "SELECT \(Self.summaryColumns) FROM runs WHERE id = ?").bind(run.text).rows {
            Self.summary($0)
        }
    }

    /// The runs whose name without `run_` begins, or also ends, with the text.
    func runs(namedLike part: String, prefixOnly: Bool) throws(SQLiteError) -> [RunSummary?] {
        let query = try statement(
            composed:
                """
                SELECT \(Self.summaryColumns) FROM runs
                WHERE substr(id, 5, length(?1)) = ?1 OR (NOT ?2 AND substr(id, -length(?1)) = ?1)
                ORDER BY number
                """)
        return try query.bind(part).bind(prefixOnly ? 1 : 0).rows { Self.summary($0) }
    }

    func taskCount(number: Int64) throws(SQLiteError) -> (done: Int, of: Int) {
        let final = TaskStatus.allCases.filter(\.isFinal).map { "'\($0.rawValue)'" }.joined(separator: ", ")
        let query = try statement(
            composed: "SELECT count(*) FILTER (WHERE status IN (\(final))), count(*) FROM tasks WHERE run = ?")
        return try query.bind(number).rows { (done: $0.integer(0), of: $0.integer(1)) }.first ?? (0, 0)
    }

    func tasks(number: Int64) throws(SQLiteError) -> [TaskRow?] {
        let query = try statement(
            """
            SELECT id, uses, status, tries, started_at, finished_at, spent, error, added, told, details FROM tasks
            WHERE run = ? ORDER BY id
            """)
        return try query.bind(number).rows { row in
            guard let status = TaskStatus(rawValue: row.text(2)) else { return nil }
            return TaskRow(
                id: TaskID(row.text(0)), uses: row.text(1), status: status, tries: row.integer(3),
                startedAt: row.integerOrNil(4).map { Timestamp(milliseconds: $0) },
                finishedAt: row.integerOrNil(5).map { Timestamp(milliseconds: $0) },
                spent: MicroDollars(row.integer64(6)), error: row.textOrNil(7),
                added: row.integerOrNil(8).map { Int($0) }, told: row.integerOrNil(9).map { Int($0) },
                details: row.text(10))
        }
    }

    /// The waiting runs whose time has come by `moment`, the earliest first.
    func waitingRuns(dueBy moment: Timestamp) throws(SQLiteError) -> [DueRun?] {
        let query = try statement(
            """
            SELECT id, due FROM runs WHERE due <= ? AND due IS NOT NULL AND status = 'waiting' ORDER BY due, number
            """)
        return try query.bind(moment.milliseconds).rows { row in
            RunID(row.text(0)).map { DueRun(run: $0, due: Timestamp(milliseconds: row.integer64(1))) }
        }
    }

    func size(number: Int64) throws(SQLiteError) -> LogSize {
        let query = try statement(
            """
            SELECT count(*),
                coalesce(sum(length(CAST(payload AS BLOB)) + length(CAST(type AS BLOB)) + length(CAST(actor AS BLOB))), 0),
                (SELECT coalesce(sum(length(CAST(text AS BLOB))), 0) FROM texts WHERE sha256 IN (
                    SELECT tree.atom FROM log, json_tree(log.payload) AS tree
                    WHERE log.run = ?1 AND log.texts AND tree.key = '$text')),
                (SELECT coalesce(sum(length(CAST(concat AS BLOB))), 0) FROM (
                    SELECT id || uses || status || coalesce(error, '') AS concat FROM tasks WHERE run = ?1))
            FROM log WHERE run = ?1
            """)
        return try query.bind(number).rows { row in
            LogSize(events: row.integer(0), bytes: row.integer(1) + row.integer(2) + row.integer(3))
        }.first ?? LogSize(events: 0, bytes: 0)
    }

    /// What SQLite itself finds wrong.
    func damage() throws(SQLiteError) -> [String] {
        do throws(SQLiteError) {
            let file = try statement("PRAGMA integrity_check(20)").rows { $0.text(0) }.filter { $0 != "ok" }
            guard file.isEmpty else { return file.map { "The database is damaged: \($0)." } }
        } catch {
            // Some damage stops even the check.
            guard error.isDamage else { throw error }
            return ["The database is damaged: \(error.message)."]
        }
        return try statement("PRAGMA foreign_key_check").rows { "A row of '\($0.text(0))' belongs to no run." }
    }

    /// The runs whose events are not numbered from 1 without gaps, or whose row is behind them; a pruned one has none.
    func gaps() throws(SQLiteError) -> [String] {
        let query = try statement(
            """
            SELECT id FROM runs LEFT JOIN log ON log.run = runs.number WHERE pruned_at IS NULL
            GROUP BY runs.number
            HAVING count(sequence) != coalesce(max(sequence), 0)
                OR coalesce(max(sequence), 0) IS NOT (SELECT last FROM heads WHERE heads.run = runs.number)
            """)
        return try query.rows { "The events of \($0.text(0)) have gaps, or its row is behind them." }
    }

    /// The long texts that are not what their SHA-256 says.
    func alteredTexts() throws(SQLiteError) -> [String] {
        let texts = try statement("SELECT sha256, text FROM texts").rows { row in
            SHA256.digest(of: row.text(1)).hex == row.text(0) ? nil : "The stored text \(row.text(0)) was altered."
        }
        return texts.compactMap(\.self)
    }

    private static func summary(_ row: borrowing Row) -> RunSummary? {
        guard let id = RunID(row.text(0)), let issue = IssueIdentity(row.text(1)),
            let status = RunStatus(rawValue: row.text(4))
        else { return nil }
        return RunSummary(
            id: id, issue: issue, issueTitle: row.text(2), author: row.text(3), status: status,
            requestDigest: row.text(5), createdAt: Timestamp(milliseconds: row.integer64(6)),
            finishedAt: row.integerOrNil(7).map { Timestamp(milliseconds: $0) },
            reserved: MicroDollars(row.integer64(8)), spent: MicroDollars(row.integer64(9)),
            unknown: MicroDollars(row.integer64(10)), budget: row.integerOrNil(11).map { MicroDollars($0) },
            assets: row.integer(12), due: row.integerOrNil(13).map { Timestamp(milliseconds: $0) },
            lastSequence: row.integer(14), prunedAt: row.integerOrNil(15).map { Timestamp(milliseconds: $0) },
            details: row.textOrNil(16))
    }
}

extension Connection {
    /// The events of some types, none of them about one task, of the newest runs, run by run in their order.
    ///
    /// Long texts stay out of the payloads. The index `run_events` answers it: its condition stands here word for word.
    func payloads(of types: [String], inLatest runs: Int) throws(SQLiteError) -> [RecordedPayload] {
        let marks = types.map { _ in "?" }.joined(separator: ", ")
        let query = try statement(
            composed: """
                SELECT run, type, payload FROM log
                WHERE run IN (SELECT number FROM runs ORDER BY number DESC LIMIT ?)
                    AND type NOT BETWEEN 'task.' AND 'task/' AND type IN (\(marks))
                ORDER BY run, sequence
                """)
        try query.bind(runs)
        for type in types { try query.bind(type) }
        return try query.rows { RecordedPayload(run: $0.integer64(0), type: $0.text(1), payload: $0.text(2)) }
    }
}
