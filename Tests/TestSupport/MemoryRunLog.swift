package import Core

/// A `RunLog` in memory, which can be told to fail at a certain call.
package actor MemoryRunLog: RunLog {
    /// When a call fails, counted from 1 over all calls of the log, and what of it is done all the same.
    package enum Failure: Sendable {
        /// Nothing is written.
        case before(call: Int, RunLogError)
        /// Everything is written, but the caller does not learn of it.
        case after(call: Int, RunLogError)
    }

    private struct Run {
        var summary: RunSummary
        var events: [StoredEvent] = []
        var tasks: [TaskID: TaskRow] = [:]
        var wanted: [String: Int] = [:]
        var done: [String: Int] = [:]
        var inbox: [InboxEntry] = []
        var taken: Set<Int> = []
        var booked: [Int: MicroDollars] = [:]
        var reserved = MicroDollars.zero
    }

    private var runs: [RunID: Run] = [:]
    private let failure: Failure?
    private var order: [ClosedRange<Int>] = []
    private var orderedRuns: [RunID] = []
    private var subscribers: [String: Int] = [:]
    private let news = CommitNews()
    /// How many calls have come in.
    package private(set) var calls = 0

    package init(failing failure: Failure? = nil) { self.failure = failure }

    package func create(_ batch: EventBatch) throws(RunLogError) {
        try performing { () throws(RunLogError) in
            if let live = liveRun(of: batch.summary.issue) { throw .alreadyLive(live) }
            if let known = runs[batch.run] { throw .conflict(sequence: known.events.count) }
            try write(batch, to: Run(summary: batch.summary))
        }
    }

    package func create<Source: BatchSource>(from source: consuming Source) throws(RunLogError) -> Source {
        var source = source
        if let batch = source.rest() { try create(batch) }
        return source
    }

    package func append(_ batch: EventBatch) throws(RunLogError) {
        try performing { () throws(RunLogError) in
            let run = try known(batch.run)
            let live = liveRun(of: batch.summary.issue)
            if let live, live != batch.run, !batch.summary.status.isFinal { throw .alreadyLive(live) }
            try write(batch, to: run)
        }
    }

    package func events(of run: RunID, after sequence: Int) throws(RunLogError) -> [StoredEvent] {
        try performing { () throws(RunLogError) in try known(run).events.filter { $0.sequence > sequence } }
    }

    package func state(of run: RunID) throws(RunLogError) -> StoredRun? {
        try performing { () throws(RunLogError) in
            let run = try known(run)
            guard run.summary.details != nil, run.tasks.values.allSatisfy({ $0.added != nil }) else { return nil }
            let rows = run.tasks.values.sorted { ($0.added ?? 0) < ($1.added ?? 0) }
            return StoredRun(
                summary: run.summary, events: run.events.filter { !$0.type.hasPrefix("task.") },
                tasks: rows.map { row in
                    StoredTask(
                        row: row, definition: row.added.map { run.events[$0 - 1].payload } ?? "",
                        outcome: row.told.map { run.events[$0 - 1].payload })
                })
        }
    }

    package func deliver(_ entry: InboxEntry, to run: RunID) throws(RunLogError) {
        try performing { () throws(RunLogError) in
            let earlier = try known(run).inbox
            guard !earlier.contains(where: { $0.key == entry.key }) else { return }
            runs[run]?.inbox.append(
                InboxEntry(number: earlier.count + 1, key: entry.key, payload: entry.payload))
        }
    }

    package func inbox(of run: RunID) throws(RunLogError) -> [InboxEntry] {
        try performing { () throws(RunLogError) in
            let run = try known(run)
            return run.inbox.filter { !run.taken.contains($0.number) }
        }
    }

    package func owed(by run: RunID) throws(RunLogError) -> [OutboxEntry] {
        try performing { () throws(RunLogError) in
            let run = try known(run)
            return run.wanted.filter { $0.value > run.done[$0.key, default: 0] }
                .map { OutboxEntry(kind: $0.key, wanted: $0.value) }.sorted { $0.kind < $1.kind }
        }
    }

    package func totals(
        of limits: [BudgetLimit], besides run: RunID
    ) throws(RunLogError) -> [BudgetScope: MicroDollars] {
        try performing { () throws(RunLogError) in
            var totals: [BudgetScope: MicroDollars] = [:]
            for limit in limits { totals[limit.scope] = others(under: limit, besides: run) }
            return totals
        }
    }

    package func settle(_ entry: OutboxEntry, of run: RunID) throws(RunLogError) {
        try performing { () throws(RunLogError) in
            let done = try known(run).done[entry.kind, default: 0]
            runs[run]?.done[entry.kind] = max(done, entry.wanted)
        }
    }

    /// The derived row of a run, as the last batch left it.
    package func summary(of run: RunID) -> RunSummary? { runs[run]?.summary }

    /// The derived rows of a run's tasks, in the order of their names.
    package func tasks(of run: RunID) -> [TaskRow] {
        (runs[run]?.tasks.values).map { $0.sorted { $0.id < $1.id } } ?? []
    }

    private func performing<Value>(_ work: () throws(RunLogError) -> Value) throws(RunLogError) -> Value {
        calls += 1
        if case .before(calls, let error)? = failure { throw error }
        let value = try work()
        if case .after(calls, let error)? = failure { throw error }
        return value
    }

    private func known(_ run: RunID) throws(RunLogError) -> Run {
        guard let known = runs[run] else { throw .unknownRun(run) }
        return known
    }

    private func liveRun(of issue: IssueIdentity) -> RunID? {
        runs.values.first { $0.summary.issue == issue && !$0.summary.status.isFinal }?.summary.id
    }

    private func write(_ batch: EventBatch, to old: Run) throws(RunLogError) {
        var run = old
        let last = run.events.count
        let expected = Array((last + 1)..<(last + 1 + batch.events.count))
        guard batch.events.map(\.sequence) == expected, batch.summary.lastSequence == last + batch.events.count else {
            throw .conflict(sequence: last)
        }
        for entry in batch.corrections { run.booked[entry.day] = entry.booked }
        if let ledger = batch.ledger {
            run.booked[ledger.day] = ledger.booked
            run.reserved = ledger.reserved
        }
        for limit in batch.limits {
            let others = others(under: limit, besides: batch.run)
            guard batch.booked(under: limit.scope) + others <= limit.amount else {
                throw .overBudget(limit.scope, others: others)
            }
        }
        run.summary = batch.summary
        run.events += batch.events
        for task in batch.tasks { run.tasks[task.id] = task }
        for entry in batch.outbox { run.wanted[entry.kind] = max(run.wanted[entry.kind, default: 0], entry.wanted) }
        run.taken.formUnion(batch.taken)
        runs[batch.run] = run
        guard !batch.events.isEmpty else { return }
        order.append((last + 1)...(last + batch.events.count))
        orderedRuns.append(batch.run)
        news.tell()
    }

    private func others(under limit: BudgetLimit, besides id: RunID) -> MicroDollars {
        runs.filter { $0.key != id }.values.reduce(.zero) { $0 + Self.total(of: $1, under: limit) }
    }

    private static func total(of run: Run, under limit: BudgetLimit) -> MicroDollars {
        let summary = run.summary
        if limit.scope == .day {
            return (Int(limit.key).flatMap { run.booked[$0] } ?? .zero) + run.reserved
        }
        let key = SpendingLimits.key(of: limit.scope, issue: summary.issue, author: summary.author, day: 0)
        return key == limit.key ? run.booked.values.reduce(run.reserved, +) : .zero
    }
}

extension MemoryRunLog: EventFeed {
    package func appends(after position: Int, limit: Int) throws(RunLogError) -> [Append] {
        try performing { () throws(RunLogError) in
            (position..<order.count).prefix(limit).map { index in
                let range = order[index]
                let events = runs[orderedRuns[index]]?.events ?? []
                return Append(position: index + 1, events: events.filter { range.contains($0.sequence) })
            }
        }
    }

    package func position(of subscriber: String) -> Int { subscribers[subscriber, default: 0] }

    package func advance(_ subscriber: String, to position: Int) {
        subscribers[subscriber] = max(position, subscribers[subscriber, default: 0])
    }

    package func mark() -> FeedMark { FeedMark(own: news.commits, others: 0) }

    package nonisolated func commit(after mark: FeedMark) async { await news.wait(after: mark.own) }
}
