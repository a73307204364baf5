import Core

/// The runs, a row each, and their tasks.
extension Connection {
    func insert(_ summary: RunSummary) throws(SQLiteError) -> Int64 {
        let insert = try statement(
            """
            INSERT INTO runs (id, issue, issue_title, author, status, request_digest, created_at, finished_at,
                reserved, spent, unknown, budget, assets, due, details)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number
            """)
        try insert.bind(summary.id.text)
        let number = try insert.bind(fieldsOf: summary).rows { $0.integer64(0) }.first ?? 0
        _ = try advance(number: number, to: summary.lastSequence)
        return number
    }

    /// Writes a run's row anew; false where there is none.
    ///
    /// Most batches leave issue, status and time of the next look as they are; then no index has to be written.
    func update(_ summary: RunSummary, number: Int64) throws(SQLiteError) -> Bool {
        let light = try statement(
            """
            UPDATE runs SET issue_title = ?, author = ?, request_digest = ?, created_at = ?, finished_at = ?, reserved = ?,
                spent = ?, unknown = ?, budget = ?, assets = ?, details = ?
            WHERE number = ? AND status = ? AND issue = ? AND due IS ?
            """)
        guard try advance(number: number, to: summary.lastSequence) else { return false }
        try light.bind(summary.issueTitle).bind(summary.author).bind(summary.requestDigest)
            .bind(summary.createdAt.milliseconds).bind(summary.finishedAt?.milliseconds).bind(summary.reserved.count)
            .bind(summary.spent.count).bind(summary.unknown.count).bind(summary.budget?.count).bind(summary.assets)
            .bind(summary.details).bind(number).bind(summary.status.rawValue).bind(summary.issue.description)
            .bind(summary.due?.milliseconds).run()
        guard changes == 0 else { return true }
        let update = try statement(
            """
            UPDATE runs SET issue = ?, issue_title = ?, author = ?, status = ?, request_digest = ?, created_at = ?,
                finished_at = ?, reserved = ?, spent = ?, unknown = ?, budget = ?, assets = ?, due = ?,
                details = ?
            WHERE number = ?
            """)
        try update.bind(fieldsOf: summary).bind(number).run()
        return changes == 1
    }

    /// The same where nothing but the end of its log changes.
    func advance(number: Int64, to sequence: Int) throws(SQLiteError) -> Bool {
        try statement("UPDATE heads SET last = ? WHERE run = ?").bind(sequence).bind(number).run()
        guard changes == 0 else { return true }
        // A new run, or one whose head was lost with a damaged page.
        try statement("INSERT INTO heads (run, last) SELECT number, ? FROM runs WHERE number = ?").bind(sequence)
            .bind(number).run()
        return changes == 1
    }

    /// Notes where the logs end after these appends, whose runs are known to be there.
    ///
    /// Of several to one run the last counts.
    func advance(_ appends: [StagedAppend]) throws(SQLiteError) {
        let many = try statement(composed: Self.advanceMany)
        var rest = appends[...]
        while rest.count >= ManyRows.atOnce {
            for append in rest.prefix(ManyRows.atOnce) { try many.bind(append.number).bind(append.last) }
            try many.run()
            rest = rest.dropFirst(ManyRows.atOnce)
        }
        for append in rest { _ = try advance(number: append.number, to: append.last) }
    }

    private static let advanceMany = ManyRows.replace(in: "heads", ["run", "last"], count: ManyRows.atOnce)

    func number(of run: RunID) throws(SQLiteError) -> Int64? {
        try statement("SELECT number FROM runs WHERE id = ?").bind(run.text).rows { $0.integer64(0) }.first
    }

    func prunedAt(number: Int64) throws(SQLiteError) -> Timestamp? {
        try statement("SELECT pruned_at FROM runs WHERE number = ?").bind(number)
            .rows { $0.integerOrNil(0).map { Timestamp(milliseconds: $0) } }.first ?? nil
    }

    func liveRun(of issue: IssueIdentity) throws(SQLiteError) -> String? {
        let query = try statement(
            "SELECT id FROM runs WHERE issue = ? AND status IN ('queued', 'running', 'waiting')")
        return try query.bind(issue.description).rows { $0.text(0) }.first
    }

    /// Writes the rows of tasks; those that an event after `last` has added are new.
    func put(_ tasks: [TaskRow], number: Int64, after last: Int) throws(SQLiteError) {
        for task in tasks {
            // Telling the two apart is cheaper than an upsert, which looks for the row and then writes all of it.
            if (task.added ?? 0) > last {
                try insert(task, number: number)
            } else if try !update(task, number: number) {
                try insert(task, number: number)
            }
        }
    }

    private func insert(_ task: TaskRow, number: Int64) throws(SQLiteError) {
        let insert = try statement(
            """
            INSERT INTO tasks (status, tries, started_at, finished_at, spent, error, told, details, run, id, uses,
                added)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        try insert.bind(changingFieldsOf: task).bind(number).bind(task.id.text).bind(task.uses)
            .bind(task.added.map(Int64.init)).run()
    }

    /// Answers whether there was such a row.
    private func update(_ task: TaskRow, number: Int64) throws(SQLiteError) -> Bool {
        let update = try statement(
            """
            UPDATE tasks SET status = ?, tries = ?, started_at = ?, finished_at = ?, spent = ?, error = ?, told = ?,
                details = ?
            WHERE run = ? AND id = ?
            """)
        try update.bind(changingFieldsOf: task).bind(number).bind(task.id.text).run()
        return changes > 0
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
            .bind(summary.unknown.count).bind(summary.budget?.count).bind(summary.assets)
            .bind(summary.due?.milliseconds).bind(summary.details)
    }

    /// The fields that change as a task goes on, in the order of the statements above.
    @discardableResult fileprivate func bind(changingFieldsOf task: TaskRow) throws(SQLiteError) -> Statement {
        try bind(task.status.rawValue).bind(task.tries).bind(task.startedAt?.milliseconds)
            .bind(task.finishedAt?.milliseconds).bind(task.spent.count).bind(task.error)
            .bind(task.told.map(Int64.init)).bind(task.details)
    }
}
