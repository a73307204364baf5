extension Schema {
    /// What each run has booked on each day, and in its newest row what it holds reserved: what budgets are checked against.
    ///
    /// A run writes here only when it moves money. What older bots have booked counts for the day on which the run was made.
    static let ledger = """
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
}
