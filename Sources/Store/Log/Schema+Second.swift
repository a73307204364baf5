extension Schema {
    /// Runs that outlive their events, and appends in the order of their commits, for subscribers.
    ///
    /// Of what was written before, only the order within each run is known.
    static let second = """
        ALTER TABLE runs ADD COLUMN pruned_at INTEGER;

        CREATE TABLE appends (
            position INTEGER PRIMARY KEY,
            run INTEGER NOT NULL REFERENCES runs (number),
            first INTEGER NOT NULL,
            last INTEGER NOT NULL
        ) STRICT;
        INSERT INTO appends (run, first, last)
            SELECT run, min(sequence), max(sequence) FROM events GROUP BY run ORDER BY run;

        CREATE TABLE subscribers (
            name TEXT NOT NULL PRIMARY KEY,
            position INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
