import Core

/// The runs, a row each, and their tasks.
extension Connection {
    func insert(_ summary: RunSummary) throws(SQLiteError) -> Int64 {
        let insert = try statement(
            """
            INSERT INTO runs (id, issue, issue_title, author, status, request_digest, created_at, finished_at,
                reserved, spent, unknown, budget, assets, due, last_sequence)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number
            """)
        try insert.bind(summary.id.text)
        return try insert.bind(fieldsOf: summary).rows { $0.integer64(0) }.first ?? 0
    }

    func update(_ summary: RunSummary, number: Int64) throws(SQLiteError) {
        let update = try statement(
            """
            UPDATE runs SET issue = ?, issue_title = ?, author = ?, status = ?, request_digest = ?, created_at = ?,
                finished_at = ?, reserved = ?, spent = ?, unknown = ?, budget = ?, assets = ?, due = ?, last_sequence = ?
            WHERE number = ?
            """)
        try update.bind(fieldsOf: summary).bind(number).run()
    }

    func number(of run: RunID) throws(SQLiteError) -> Int64? {
        try statement("SELECT number FROM runs WHERE id = ?").bind(run.text).rows { $0.integer64(0) }.first
    }

    func liveRun(of issue: IssueIdentity) throws(SQLiteError) -> String? {
        let query = try statement(
            "SELECT id FROM runs WHERE issue = ? AND status IN ('queued', 'running', 'waiting')")
        return try query.bind(issue.description).rows { $0.text(0) }.first
    }

    func put(_ tasks: [TaskRow], number: Int64) throws(SQLiteError) {
        let put = try statement(
            """
            INSERT INTO tasks (run, id, uses, status, tries, started_at, finished_at, spent, error)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET uses = excluded.uses, status = excluded.status, tries = excluded.tries,
                started_at = excluded.started_at, finished_at = excluded.finished_at, spent = excluded.spent,
                error = excluded.error
            """)
        for task in tasks {
            try put.bind(number).bind(task.id.text).bind(task.uses).bind(task.status.rawValue).bind(task.tries)
                .bind(task.startedAt?.milliseconds).bind(task.finishedAt?.milliseconds).bind(task.spent.count)
                .bind(task.error).run()
        }
    }

    func deleteTasks(number: Int64) throws(SQLiteError) {
        try statement("DELETE FROM tasks WHERE run = ?").bind(number).run()
    }
}

extension Statement {
    /// All fields of a summary but its identifier, in the order of the table.
    @discardableResult fileprivate func bind(fieldsOf summary: RunSummary) throws(SQLiteError) -> Statement {
        try bind(summary.issue.description).bind(summary.issueTitle).bind(summary.author)
            .bind(summary.status.rawValue).bind(summary.requestDigest).bind(summary.createdAt.milliseconds)
            .bind(summary.finishedAt?.milliseconds).bind(summary.reserved.count).bind(summary.spent.count)
            .bind(summary.unknown.count).bind(summary.budget?.count).bind(summary.assets).bind(
                summary.due?.milliseconds
            )
            .bind(summary.lastSequence)
    }
}
