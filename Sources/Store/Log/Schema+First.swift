extension Schema {
    /// `texts` in a row tells whether its JSON refers to rows of the table `texts`; see `LongTexts`.
    static let first = """
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
}
