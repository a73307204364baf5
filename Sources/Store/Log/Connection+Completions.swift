import Core

/// The late answers to suspended tries.
extension Connection {
    func insert(_ completion: TaskCompletion, number: Int64) throws(SQLiteError) {
        let output = completion.output.text
        let split = LongTexts.split(output)
        if let split { try keep(split.texts) }
        let failure = completion.failure.map { FailureColumns($0) }
        let insert = try statement(
            """
            INSERT INTO completions (run, task, try, token, texts, output, failure, retry_after, message)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """)
        try insert.bind(number).bind(completion.task.text).bind(completion.tryNumber).bind(completion.token)
            .bind(split == nil ? 0 : 1).bind(split?.payload ?? output).bind(failure?.kind)
            .bind(failure?.retryAfter).bind(completion.failure?.message).run()
    }

    func completions(number: Int64) throws(SQLiteError) -> [CompletionRow] {
        let query = try statement(
            """
            SELECT task, try, token, texts, output, failure, retry_after, message FROM completions
            WHERE run = ? ORDER BY number
            """)
        return try query.bind(number).rows { row in
            CompletionRow(
                task: TaskID(row.text(0)), tryNumber: row.integer(1), token: row.text(2),
                hasTexts: row.integer(3) != 0, output: row.text(4),
                failure: row.textOrNil(5).map { FailureColumns(kind: $0, retryAfter: row.integerOrNil(6)) },
                message: row.text(7))
        }
    }
}
