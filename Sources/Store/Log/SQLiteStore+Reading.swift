package import Core

/// What the reading commands and `doctor` ask.
extension SQLiteStore {
    /// The runs in which they were made, the newest first; all of them unless an issue or a status is given.
    package func runs(
        limit: Int, of issue: IssueIdentity? = nil, in status: RunStatus? = nil
    ) throws(RunLogError) -> [RunSummary] {
        try rows { () throws(SQLiteError) in
            try connection.runs(limit: limit, issue: issue?.description, status: status?.rawValue)
        }
    }

    /// What the newest runs recorded under some types that are about no single task, run by run; long texts are left out.
    package func payloads(of types: [String], inLatest runs: Int) throws(RunLogError) -> [RecordedPayload] {
        try reporting { () throws(SQLiteError) in try connection.payloads(of: types, inLatest: runs) }
    }

    /// The runs that have not ended and want to be looked at, the oldest first.
    ///
    /// A run that waits for a person is among them only when it is due or something came in for it.
    package func runs(dueAt now: Timestamp) throws(RunLogError) -> [RunSummary] {
        try rows { () throws(SQLiteError) in try connection.runs(dueAt: now.milliseconds) }
    }

    /// Nil where there is no such run.
    package func run(_ run: RunID) throws(RunLogError) -> RunSummary? {
        try rows { () throws(SQLiteError) in try connection.run(run) }.first
    }

    package func latestRun(of issue: IssueIdentity) throws(RunLogError) -> RunSummary? {
        try runs(limit: 1, of: issue).first
    }

    /// The run that a person means by its name, or by the first or last few characters of it.
    package func run(matching text: String) throws(RunLogError) -> RunMatch {
        let name = text.lowercased()
        if let exact = RunID(name) { return try run(exact).map { .one($0) } ?? .none }
        let part = name.hasPrefix("run_") ? String(name.dropFirst(4)) : name
        guard !part.isEmpty else { return .none }
        let found = try rows { () throws(SQLiteError) in
            try connection.runs(namedLike: part, prefixOnly: name.hasPrefix("run_"))
        }
        guard let first = found.first else { return .none }
        return found.count == 1 ? .one(first) : .several(found.map(\.id))
    }

    /// In the order of their names.
    package func tasks(of run: RunID) throws(RunLogError) -> [TaskRow] {
        let number = try number(of: run)
        return try rows { () throws(SQLiteError) in try connection.tasks(number: number) }
    }

    /// How many tasks of a run are final, of how many there are so far.
    package func taskCount(of run: RunID) throws(RunLogError) -> (done: Int, of: Int) {
        let number = try number(of: run)
        return try reporting { () throws(SQLiteError) in try connection.taskCount(number: number) }
    }

    /// What a run has booked, day by day, and in its newest entry what it holds reserved.
    package func ledger(of run: RunID) throws(RunLogError) -> [LedgerEntry] {
        let number = try number(of: run)
        return try reporting { () throws(SQLiteError) in try connection.ledger(number: number) }
    }

    /// What the runs of a repository have spent on a day, counted from 1970.
    package func spent(on day: Int, in repository: String) throws(RunLogError) -> MicroDollars {
        try reporting { () throws(SQLiteError) in try connection.booked(on: day, repository: repository) }
    }

    /// How many events a run has, and how many bytes their payloads and long texts take.
    package func size(of run: RunID) throws(RunLogError) -> LogSize {
        let number = try number(of: run)
        return try reporting { () throws(SQLiteError) in try connection.size(number: number) }
    }

    /// The waiting runs that have something to do by `moment`, without any of them in memory; the earliest first.
    package func waitingRuns(dueBy moment: Timestamp) throws(RunLogError) -> [DueRun] {
        try rows { () throws(SQLiteError) in try connection.waitingRuns(dueBy: moment) }
    }

    /// Changes whenever another process has written to the history, so that a follower asks for events only then.
    package func dataVersion() throws(RunLogError) -> Int {
        try reporting { () throws(SQLiteError) in try connection.number("PRAGMA data_version") }
    }

    /// What is wrong with the file and with what stands in it, a sentence each; empty where all is well.
    package func integrityCheck() throws(RunLogError) -> [String] {
        try reporting { () throws(SQLiteError) in
            let damage = try connection.damage()
            // What stands on damaged pages can't be asked for.
            return damage.isEmpty ? try connection.gaps() + connection.alteredTexts() : damage
        }
    }

    /// SQLite's own version, `3.40.1`.
    package func libraryVersion() throws(RunLogError) -> String {
        try reporting { () throws(SQLiteError) in
            try connection.statement("SELECT sqlite_version()").rows { $0.text(0) }.first ?? ""
        }
    }

    /// Rows as values; one that makes no sense is damage.
    private func rows<Value>(_ query: () throws(SQLiteError) -> [Value?]) throws(RunLogError) -> [Value] {
        var values: [Value] = []
        for value in try reporting(query) {
            guard let value else { throw .damaged(reason: "a row of the history makes no sense") }
            values.append(value)
        }
        return values
    }
}
