extension Schema {
    /// What a run needs to go on from its rows: each task's row refers to the events that say what it is and what it put out.
    ///
    /// Rows of older runs keep null there, which sends whoever wants their state to the log. The index finds what is not about
    /// one task: few events, however large the plan.
    static let stateInRows = """
        ALTER TABLE runs ADD COLUMN details TEXT;
        ALTER TABLE tasks ADD COLUMN added INTEGER;
        ALTER TABLE tasks ADD COLUMN told INTEGER;
        ALTER TABLE tasks ADD COLUMN details TEXT NOT NULL DEFAULT '';
        CREATE INDEX run_events ON events (run, sequence) WHERE type NOT BETWEEN 'task.' AND 'task/';
        """
}
