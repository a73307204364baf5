extension Schema {
    /// One inbox for everything that comes in, in place of the table for late answers alone; when a run is next due.
    ///
    /// No bot that wrote late answers had an agent that suspends, so none are carried over.
    static let inbox = """
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
}
