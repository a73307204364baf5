extension Schema {
    /// What GitHub has told, and which issues somebody has to look at because of it.
    ///
    /// A delivery is kept to know it again; what it says has become a row of `attention` in the same transaction. There `asked` and
    /// `done` count up: who looks at an issue notes what was asked when it began. Issue 0 stands for all of a repository.
    static let deliveries = """
        CREATE TABLE deliveries (
            number INTEGER PRIMARY KEY,
            guid TEXT NOT NULL UNIQUE,
            received_at INTEGER NOT NULL,
            event TEXT NOT NULL,
            action TEXT,
            repository TEXT,
            issue INTEGER,
            sender INTEGER,
            request TEXT
        ) STRICT;

        CREATE TABLE attention (
            repository TEXT NOT NULL,
            issue INTEGER NOT NULL,
            asked INTEGER NOT NULL,
            done INTEGER NOT NULL DEFAULT 0,
            asked_at INTEGER NOT NULL,
            due INTEGER NOT NULL DEFAULT 0,
            failures INTEGER NOT NULL DEFAULT 0,
            runs INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (repository, issue)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX attention_open ON attention (due) WHERE asked > done;
        CREATE INDEX attention_runs ON attention (asked_at) WHERE runs > 0;
        """
}
