import Core

/// The events of the runs and the long texts that they refer to.
extension Connection {
    /// Writes the events of several appends.
    func insert(_ appends: [StagedAppend], into table: EventTable) throws(SQLiteError) {
        let texts = table.statements
        var left = appends.reduce(0) { $0 + $1.events.count }
        let many = left < ManyRows.atOnce ? nil : try statement(composed: texts.many)
        defer { many?.discard() }
        var bound = 0
        for append in appends {
            for event in append.events {
                if let many, bound > 0 || left >= ManyRows.atOnce {
                    try bind(event, number: append.number, to: many)
                    bound += 1
                    guard bound == ManyRows.atOnce else { continue }
                    try many.run()
                    left -= bound
                    bound = 0
                } else {
                    try bind(event, number: append.number, to: try statement(composed: texts.one)).run()
                }
            }
        }
    }

    /// Moves what many writers have written to where each run's events lie together.
    func settleTail() throws(SQLiteError) {
        // See `ManyRows` for `OR FAIL`.
        try statement("INSERT OR FAIL INTO events SELECT * FROM tail ORDER BY run, sequence").run()
        try statement("DELETE FROM tail").run()
    }

    /// Binds a row of an event, and keeps its long texts.
    @discardableResult private func bind(
        _ event: StoredEvent, number: Int64, to statement: Statement
    ) throws(SQLiteError) -> Statement {
        let split = LongTexts.split(event.payload)
        if let split { try keep(split.texts) }
        return try statement.bind(number).bind(event.sequence).bind(event.time.milliseconds).bind(event.actor)
            .bind(event.causation.map(Int64.init)).bind(event.type).bind(event.version).bind(split == nil ? 0 : 1)
            .bind(split?.payload ?? event.payload)
    }

    /// The events after a sequence, up to another, each with whether its payload refers to long texts.
    func events(
        of run: RunID, number: Int64, after sequence: Int, through last: Int = .max
    ) throws(SQLiteError) -> [(event: StoredEvent, hasTexts: Bool)] {
        let query = try statement(
            composed:
                """
                SELECT \(Self.eventColumns) FROM log WHERE run = ? AND sequence > ? AND sequence <= ? ORDER BY sequence
                """)
        return try query.bind(number).bind(sequence).bind(last).rows { Self.event(in: $0, of: run) }
    }

    private static let eventColumns = "sequence, time, actor, causation, type, version, payload, texts"

    private static func event(in row: borrowing Row, of run: RunID) -> (event: StoredEvent, hasTexts: Bool) {
        let event = StoredEvent(
            sequence: row.integer(0), run: run, time: Timestamp(milliseconds: row.integer64(1)), actor: row.text(2),
            causation: row.integerOrNil(3).map { Int($0) }, type: row.text(4), version: row.integer(5),
            payload: row.text(6))
        return (event, row.integer(7) != 0)
    }

    /// The events of a run that are not about one task, each with whether its payload refers to long texts.
    ///
    /// The index `run_events` answers it: its condition stands here word for word.
    func runEvents(of run: RunID, number: Int64) throws(SQLiteError) -> [(event: StoredEvent, hasTexts: Bool)] {
        let query = try statement(
            composed:
                """
                SELECT \(Self.eventColumns) FROM log WHERE run = ? AND type NOT BETWEEN 'task.' AND 'task/' ORDER BY sequence
                """)
        return try query.bind(number).rows { Self.event(in: $0, of: run) }
    }

    /// What one event says, with whether it refers to long texts; nil where there is no such event.
    func payload(of sequence: Int, number: Int64) throws(SQLiteError) -> (text: String, hasTexts: Bool)? {
        try statement("SELECT payload, texts FROM log WHERE run = ? AND sequence = ?").bind(number).bind(sequence)
            .rows { ($0.text(0), $0.integer(1) != 0) }.first
    }

    /// 0 for a run without events.
    func lastSequence(number: Int64) throws(SQLiteError) -> Int {
        let query = try statement(
            """
            SELECT max(coalesce((SELECT max(sequence) FROM events WHERE run = ?1), 0),
                coalesce((SELECT max(sequence) FROM tail WHERE run = ?1), 0))
            """)
        return try query.bind(number).rows { $0.integer(0) }.first ?? 0
    }

    func keep(_ texts: [SHA256Digest: String]) throws(SQLiteError) {
        let insert = try statement("INSERT INTO texts (sha256, text) VALUES (?, ?) ON CONFLICT DO NOTHING")
        for (digest, text) in texts { try insert.bind(digest.hex).bind(text).run() }
    }

    func text(_ digest: SHA256Digest) throws(SQLiteError) -> String? {
        try statement("SELECT text FROM texts WHERE sha256 = ?").bind(digest.hex).rows { $0.text(0) }.first
    }
}

extension StoredEvent {
    func with(payload: String) -> StoredEvent {
        StoredEvent(
            sequence: sequence, run: run, time: time, actor: actor, causation: causation, type: type,
            version: version, payload: payload)
    }
}
