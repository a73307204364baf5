extension Schema {
    /// Where each run's log ends, in a row of its own.
    ///
    /// Most of what is appended changes nothing else about its run, and a run's row is long: with many runs at work their rows took
    /// more of each commit than the events themselves.
    static let heads = """
        CREATE TABLE heads (
            run INTEGER PRIMARY KEY REFERENCES runs (number),
            last INTEGER NOT NULL
        ) STRICT;
        INSERT INTO heads SELECT number, last_sequence FROM runs;
        ALTER TABLE runs DROP COLUMN last_sequence;
        """
}
