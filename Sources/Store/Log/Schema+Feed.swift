extension Schema {
    /// Runs that outlive their events; appends in the order of their commits, for subscribers; and a place for what many write at once.
    ///
    /// Of the order of what was written before, only that within each run is known. In `events` each run has pages of its own,
    /// so that many that write one event each would have to write a page each. What they write together goes into
    /// `tail`, where it takes few pages, and is moved when there is much of it.
    static let feed = """
        ALTER TABLE runs ADD COLUMN pruned_at INTEGER;

        CREATE TABLE appends (
            position INTEGER PRIMARY KEY,
            run INTEGER NOT NULL REFERENCES runs (number),
            first INTEGER NOT NULL,
            last INTEGER NOT NULL
        ) STRICT;
        INSERT INTO appends (run, first, last)
            SELECT run, min(sequence), max(sequence) FROM events GROUP BY run ORDER BY run;

        CREATE TABLE tail (
            run INTEGER NOT NULL REFERENCES runs (number),
            sequence INTEGER NOT NULL,
            time INTEGER NOT NULL,
            actor TEXT NOT NULL,
            causation INTEGER,
            type TEXT NOT NULL,
            version INTEGER NOT NULL,
            texts INTEGER NOT NULL,
            payload TEXT NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX tail_by_run ON tail (run, sequence);
        CREATE VIEW log AS SELECT * FROM events UNION ALL SELECT * FROM tail;

        CREATE TABLE subscribers (
            name TEXT NOT NULL PRIMARY KEY,
            position INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
