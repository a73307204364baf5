package import Core
import Glibc

/// The history in SQLite: one file in the state folder, shared by every process of the bot on this host.
///
/// The work is done on a thread of its own; a change is durable when its call returns. Calls are a transaction each, but for appends
/// that come in while another is committed: those share the next one.
package actor SQLiteStore: RunLog {
    /// The name of the database within the state folder.
    package static let fileName = "history.sqlite"
    /// The version of the tables that this bot reads and writes.
    package static let schemaVersion = Schema.current.version

    let connection: Connection
    let executor: BlockingExecutor
    let queue = CommitQueue<QueuedAppend>()
    let news = CommitNews()
    let deliveries = CommitQueue<QueuedDeliveries>()
    let attentionNews = CommitNews()
    var presses = PressScan()
    /// How many events this process has written into the tail since it was last moved.
    var tailLength = 0
    var heads = RunHeads()
    var room = WritingRoom()
    /// The key that a run has in the tables; runs never lose theirs.
    private var numbers: [RunID: Int64] = [:]

    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    /// Opens the history in a state folder, making folder and file where they are missing.
    ///
    /// It blocks the calling thread for some milliseconds; up to `patience` where another process writes.
    package init(
        in folder: String, patience: Duration = .seconds(5), schema: Schema = .current
    ) throws(RunLogError) {
        do throws(FolderError) { try StateFolder.prepare(folder) } catch { throw RunLogError(error) }
        try HistoryFiles(in: folder).check()
        let connection = try Connection.writing(to: folder + "/" + Self.fileName, patience: patience)
        try schema.migrate(connection)
        try reporting { () throws(SQLiteError) in try connection.relyOnRuns() }
        self.init(connection)
    }

    /// Opens a history to read it: as it is where its folder can't be written, else as ever.
    package static func reading(
        in folder: String, patience: Duration = .seconds(5)
    ) throws(RunLogError) -> SQLiteStore {
        let files = HistoryFiles(in: folder)
        guard !files.canBeWritten else { return try SQLiteStore(in: folder, patience: patience) }
        try files.check()
        let connection = try Connection.reading(files, patience: patience)
        guard try Schema.current.found(in: connection) == Self.schemaVersion else {
            throw .storage(
                reason: "an older version of the bot wrote '\(Self.fileName)', which must be brought up to date first",
                hint: "Make the folder and its files writable, or copy the folder and name the copy with --state.")
        }
        return SQLiteStore(connection)
    }

    private init(_ connection: sending Connection) {
        self.connection = connection
        executor = BlockingExecutor(label: "store")
    }

    /// Whether a state folder holds a history, so that a reading command need not make one.
    ///
    /// Throws `RunLogError.storage` where that can't be found out: a folder that may not be entered is not an empty one.
    package static func isPresent(in folder: String) throws(RunLogError) -> Bool {
        let path = folder + "/" + fileName
        if StateFolder.isFile(path) { return true }
        guard unsafe access(path, F_OK) != 0, errno != ENOENT, errno != ENOTDIR else { return false }
        throw RunLogError(FolderError(errno, doing: "looking for \(path)"))
    }

    package func create(_ batch: EventBatch) throws(RunLogError) {
        let number = try connection.transaction { () throws(RunLogError) -> Int64 in
            let number = try claim(for: batch)
            try check(batch, after: 0)
            try write(batch, to: number, after: 0)
            return number
        }
        numbers[batch.run] = number
        news.tell()
    }

    package func create<Source: BatchSource>(from source: consuming Source) throws(RunLogError) -> Source {
        var source = source
        let made = try connection.transaction { () throws(RunLogError) -> (run: RunID, number: Int64)? in
            guard var batch = source.next() else { return nil }
            let run = batch.run
            let number = try claim(for: batch)
            try check(batch, after: 0)
            try write(batch, to: number, after: 0)
            while let next = source.next() {
                try check(next, after: batch.summary.lastSequence)
                try write(next, to: number, after: batch.summary.lastSequence)
                batch = next
            }
            try update(batch.summary, number: number)
            return (run, number)
        }
        if let made {
            numbers[made.run] = made.number
            news.tell()
        }
        return source
    }

    package func events(of run: RunID, after sequence: Int) throws(RunLogError) -> [StoredEvent] {
        let number = try number(of: run)
        let events = try events(of: run, number: number, after: sequence, through: .max)
        if events.isEmpty, let time = try prunedAt(number) { throw .pruned(run, at: time) }
        return events
    }

    /// The events after a sequence, up to another: a page of a long history.
    package func events(of run: RunID, after sequence: Int, through last: Int) throws(RunLogError) -> [StoredEvent] {
        try events(of: run, number: try number(of: run), after: sequence, through: last)
    }

    /// The events after a sequence, up to another, with their long texts.
    func events(
        of run: RunID, number: Int64, after sequence: Int, through last: Int
    ) throws(RunLogError) -> [StoredEvent] {
        let events = try reporting { () throws(SQLiteError) in
            try connection.events(of: run, number: number, after: sequence, through: last)
        }
        return try joined(events)
    }

    package func state(of run: RunID) throws(RunLogError) -> StoredRun? {
        let number = try number(of: run)
        // One moment of the database for all that is read: another process may be writing.
        return try connection.reading { () throws(RunLogError) -> StoredRun? in
            guard let summary = try self.run(run), summary.details != nil,
                summary.lastSequence == (try lastSequence(of: number))
            else { return nil }
            let events = try reporting { () throws(SQLiteError) in
                try connection.runEvents(of: run, number: number)
            }
            var tasks: [StoredTask] = []
            for row in try self.tasks(of: run).sorted(by: { ($0.added ?? 0) < ($1.added ?? 0) }) {
                guard let added = row.added, let definition = try payload(of: added, in: number) else { return nil }
                let outcome = try row.told.flatMap { (told) throws(RunLogError) in try payload(of: told, in: number) }
                tasks.append(StoredTask(row: row, definition: definition, outcome: outcome))
            }
            return StoredRun(summary: summary, events: try joined(events), tasks: tasks)
        }
    }

    package func deliver(_ entry: InboxEntry, to run: RunID) throws(RunLogError) {
        let number = try number(of: run)
        try connection.transaction { () throws(RunLogError) in
            try reporting { () throws(SQLiteError) in try connection.insert(entry, number: number) }
        }
    }

    package func inbox(of run: RunID) throws(RunLogError) -> [InboxEntry] {
        let number = try number(of: run)
        var whole: [InboxEntry] = []
        for (entry, hasTexts) in try reporting({ () throws(SQLiteError) in try connection.inbox(number: number) }) {
            whole.append(
                hasTexts
                    ? InboxEntry(number: entry.number, key: entry.key, payload: try joined(entry.payload)) : entry)
        }
        return whole
    }

    package func owed(by run: RunID) throws(RunLogError) -> [OutboxEntry] {
        let number = try number(of: run)
        return try reporting { () throws(SQLiteError) in try connection.owed(number: number) }
    }

    package func settle(_ entry: OutboxEntry, of run: RunID) throws(RunLogError) {
        let number = try number(of: run)
        try connection.transaction { () throws(RunLogError) in
            try reporting { () throws(SQLiteError) in try connection.settle(entry, number: number) }
        }
    }

    /// Replaces the rows derived from a run's events by what a replay of them gave.
    ///
    /// `ledger` is in the order of its days; nil leaves it as it is.
    /// Throws `RunLogError.conflict` where the log has gone on since; then nothing was written.
    package func rebuild(
        _ run: RunID, summary: RunSummary, tasks: [TaskRow], ledger: [LedgerEntry]? = nil
    ) throws(RunLogError) {
        let number = try number(of: run)
        try connection.transaction { () throws(RunLogError) in
            let last = try lastSequence(of: number)
            guard summary.lastSequence == last else { throw .conflict(sequence: last) }
            try reporting { () throws(SQLiteError) in
                try connection.deleteTasks(number: number)
                try connection.put(tasks, number: number, after: 0)
                if let ledger {
                    try connection.deleteLedger(number: number)
                    for entry in ledger { try connection.put(entry, of: summary, number: number) }
                }
            }
            try update(summary, number: number)
        }
    }

    package func totals(
        of limits: [BudgetLimit], besides run: RunID
    ) throws(RunLogError) -> [BudgetScope: MicroDollars] {
        // A run that is still to be made has booked nothing.
        let number = try find(run) ?? 0
        return try reporting { () throws(SQLiteError) in
            var totals: [BudgetScope: MicroDollars] = [:]
            for limit in limits { totals[limit.scope] = try connection.booked(under: limit, besides: number) }
            return totals
        }
    }

    /// Refuses a batch that reserves more than a shared budget holds; the caller holds the transaction.
    func checkLimits(of batch: EventBatch, number: Int64) throws(RunLogError) {
        for limit in batch.limits {
            let others = try reporting { () throws(SQLiteError) in
                try connection.booked(under: limit, besides: number)
            }
            guard batch.booked(under: limit.scope) + others <= limit.amount else {
                throw .overBudget(limit.scope, others: others)
            }
        }
    }

    /// The key of a run in the tables.
    func number(of run: RunID) throws(RunLogError) -> Int64 {
        if let known = numbers[run] { return known }
        guard let number = try find(run) else { throw .unknownRun(run) }
        numbers[run] = number
        return number
    }

    func prunedAt(_ number: Int64) throws(RunLogError) -> Timestamp? {
        try reporting { () throws(SQLiteError) in try connection.prunedAt(number: number) }
    }

    private func find(_ run: RunID) throws(RunLogError) -> Int64? {
        try reporting { () throws(SQLiteError) in try connection.number(of: run) }
    }

    func liveRun(of issue: IssueIdentity) throws(RunLogError) -> RunID? {
        let id = try reporting { () throws(SQLiteError) in try connection.liveRun(of: issue) }
        return id.flatMap { RunID($0) }
    }

    func lastSequence(of number: Int64) throws(RunLogError) -> Int {
        try reporting { () throws(SQLiteError) in try connection.lastSequence(number: number) }
    }

    /// Makes the row of a new run, which claims its issue, and gives its key; the caller holds the transaction.
    func claim(for batch: EventBatch) throws(RunLogError) -> Int64 {
        if let live = try liveRun(of: batch.summary.issue) { throw .alreadyLive(live) }
        if let known = try find(batch.run) { throw .conflict(sequence: try lastSequence(of: known)) }
        return try reporting { () throws(SQLiteError) in try connection.insert(batch.summary) }
    }

    private func payload(of sequence: Int, in number: Int64) throws(RunLogError) -> String? {
        let found = try reporting { () throws(SQLiteError) in
            try connection.payload(of: sequence, number: number)
        }
        guard let found else { return nil }
        return found.hasTexts ? try joined(found.text) : found.text
    }

    private func joined(_ events: [(event: StoredEvent, hasTexts: Bool)]) throws(RunLogError) -> [StoredEvent] {
        var whole: [StoredEvent] = []
        whole.reserveCapacity(events.count)
        for (event, hasTexts) in events {
            whole.append(hasTexts ? try event.with(payload: joined(event.payload)) : event)
        }
        return whole
    }

    /// A payload with its long texts put back.
    private func joined(_ payload: String) throws(RunLogError) -> String {
        let whole = try LongTexts.join(payload) { (digest) throws(RunLogError) in
            try reporting { () throws(SQLiteError) in try connection.text(digest) }
        }
        guard let whole else {
            throw .damaged(reason: "a long text that an event refers to is missing")
        }
        return whole
    }
}
