import Core

/// The tables, as the steps that lead from an empty file to the newest shape of them.
enum Schema {
    /// The version that this bot reads and writes; the file keeps its own in `user_version`.
    static let version = steps.count

    /// Step n leads from version n to n + 1.
    ///
    /// What has been released is never edited, only added to.
    private static let steps = [first, inbox, ledger, stateInRows]

    /// Brings a database up to date, in one transaction.
    static func migrate(_ connection: Connection) throws(RunLogError) {
        guard try found(in: connection) != version else { return }
        try connection.transaction { () throws(RunLogError) in
            // Another process may have done it while this one waited for the lock.
            let current = try found(in: connection)
            for step in steps[current...] { try connection.execute(reporting: step) }
            try connection.execute(reporting: "PRAGMA user_version = \(version)")
        }
    }

    private static func found(in connection: Connection) throws(RunLogError) -> Int {
        let current = try reporting { () throws(SQLiteError) in try connection.number("PRAGMA user_version") }
        guard (0...version).contains(current) else {
            throw .damaged(
                reason: "a newer version of the bot wrote it (its format is \(current), this bot knows \(version)); "
                    + "update the bot, or choose another folder with --state")
        }
        return current
    }

    /// `texts` in a row tells whether its JSON refers to rows of the table `texts`; see `LongTexts`.
    private static let first = """
        CREATE TABLE runs (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            issue TEXT NOT NULL,
            issue_title TEXT NOT NULL,
            author TEXT NOT NULL,
            status TEXT NOT NULL,
            request_digest TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            finished_at INTEGER,
            reserved INTEGER NOT NULL,
            spent INTEGER NOT NULL,
            unknown INTEGER NOT NULL,
            budget INTEGER,
            assets INTEGER NOT NULL,
            last_sequence INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX live_run ON runs (issue) WHERE status IN ('queued', 'running', 'waiting');
        CREATE INDEX runs_by_issue ON runs (issue, number);

        CREATE TABLE events (
            run INTEGER NOT NULL REFERENCES runs (number),
            sequence INTEGER NOT NULL,
            time INTEGER NOT NULL,
            actor TEXT NOT NULL,
            causation INTEGER,
            type TEXT NOT NULL,
            version INTEGER NOT NULL,
            texts INTEGER NOT NULL,
            payload TEXT NOT NULL,
            PRIMARY KEY (run, sequence)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE tasks (
            run INTEGER NOT NULL REFERENCES runs (number),
            id TEXT NOT NULL,
            uses TEXT NOT NULL,
            status TEXT NOT NULL,
            tries INTEGER NOT NULL,
            started_at INTEGER,
            finished_at INTEGER,
            spent INTEGER NOT NULL,
            error TEXT,
            PRIMARY KEY (run, id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE texts (
            sha256 TEXT NOT NULL PRIMARY KEY,
            text TEXT NOT NULL
        ) STRICT;

        CREATE TABLE outbox (
            run INTEGER NOT NULL REFERENCES runs (number),
            kind TEXT NOT NULL,
            wanted INTEGER NOT NULL,
            done INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (run, kind)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE completions (
            number INTEGER PRIMARY KEY,
            run INTEGER NOT NULL REFERENCES runs (number),
            task TEXT NOT NULL,
            try INTEGER NOT NULL,
            token TEXT NOT NULL,
            texts INTEGER NOT NULL,
            output TEXT NOT NULL,
            failure TEXT,
            retry_after INTEGER,
            message TEXT,
            UNIQUE (run, task, try)
        ) STRICT;
        """

    /// One inbox for everything that comes in, in place of the table for late answers alone; when a run is next due.
    ///
    /// No bot that wrote late answers had an agent that suspends, so none are carried over.
    private static let inbox = """
        DROP TABLE completions;
        CREATE TABLE inbox (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            run INTEGER NOT NULL REFERENCES runs (number),
            key TEXT NOT NULL,
            taken INTEGER NOT NULL DEFAULT 0,
            texts INTEGER NOT NULL,
            payload TEXT NOT NULL,
            UNIQUE (run, key)
        ) STRICT;
        CREATE INDEX unread ON inbox (run, number) WHERE NOT taken;
        ALTER TABLE runs ADD COLUMN due INTEGER;
        CREATE INDEX runs_due ON runs (due) WHERE due IS NOT NULL;
        """

    /// What each run has booked on each day, and in its newest row what it holds reserved: what budgets are checked against.
    ///
    /// A run writes here only when it moves money. What older bots have booked counts for the day on which the run was made.
    private static let ledger = """
        CREATE TABLE ledger (
            run INTEGER NOT NULL REFERENCES runs (number),
            day INTEGER NOT NULL,
            issue TEXT NOT NULL,
            person TEXT NOT NULL,
            repository TEXT NOT NULL,
            booked INTEGER NOT NULL,
            reserved INTEGER NOT NULL,
            PRIMARY KEY (run, day)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX ledger_by_issue ON ledger (issue);
        CREATE INDEX ledger_by_person ON ledger (person);
        CREATE INDEX ledger_by_repository ON ledger (repository);
        CREATE INDEX ledger_by_day ON ledger (day);
        CREATE INDEX ledger_reserved ON ledger (reserved) WHERE reserved > 0;
        INSERT INTO ledger
            SELECT number, created_at / 86400000, issue, author,
                CASE WHEN issue LIKE '/%' THEN coalesce(nullif(rtrim(rtrim(issue, replace(issue, '/', '')), '/'), ''), '/')
                    ELSE substr(issue, 1, instr(issue, '#') - 1) END,
                spent + unknown, reserved
            FROM runs WHERE spent + unknown + reserved > 0;
        """

    /// What a run needs to go on from its rows: each task's row refers to the events that say what it is and what it put out.
    ///
    /// Rows of older runs keep null there, which sends whoever wants their state to the log. The index finds what is not about
    /// one task: few events, however large the plan.
    private static let stateInRows = """
        ALTER TABLE runs ADD COLUMN details TEXT;
        ALTER TABLE tasks ADD COLUMN added INTEGER;
        ALTER TABLE tasks ADD COLUMN told INTEGER;
        ALTER TABLE tasks ADD COLUMN details TEXT NOT NULL DEFAULT '';
        CREATE INDEX run_events ON events (run, sequence) WHERE type NOT BETWEEN 'task.' AND 'task/';
        """
}
