package import Core
import Dispatch

/// Group commit: batches that wait while others are made durable go into one transaction, and one sync of the disk serves them all.
extension SQLiteStore {
    /// From how many batches on a transaction takes no more: it must end at some time, however fast they come in.
    private static let largeGroup = 1024
    /// From how many waiting batches on their events go into the tail.
    private static let manyWriters = 8
    /// From how many events on a batch is better off where its run's events lie.
    private static let largeBatch = 8
    /// With how many events the tail is moved to where it belongs.
    private static let longTail = 16_384

    package nonisolated func append(_ batch: EventBatch) async throws(RunLogError) {
        let result = await withCheckedContinuation { waiter in
            if queue.add(QueuedAppend(batch: batch, waiter: waiter)) { attend() }
        }
        try result.get()
    }

    private nonisolated func attend() {
        executor.perform { self.assumeIsolated { $0.writeWaiting() } }
    }

    private func writeWaiting() {
        var group: [QueuedAppend] = []
        let results = together(&group) ?? group.map { alone($0.batch) }
        if results.contains(where: { if case .success = $0 { true } else { false } }) { news.tell() }
        answer(group, results)
        for change in room.changes(after: group, many: Self.manyWriters) {
            // Without it writing is slower, and no less right.
            try? connection.execute(change)
        }
        if tailLength >= Self.longTail { settleTail() }
        if queue.rest() { attend() }
    }

    /// Tells each writer what became of its batch.
    ///
    /// To wake a thread takes as long as to write an event; where there are many to wake, those wake each other.
    private func answer(_ group: [QueuedAppend], _ results: [Result<Void, RunLogError>]) {
        guard group.count >= Self.manyWriters else {
            for (append, result) in zip(group, results) { append.waiter.resume(returning: result) }
            return
        }
        DispatchQueue.global().async {
            for (append, result) in zip(group, results) { append.waiter.resume(returning: result) }
        }
    }

    /// One transaction for all that wait and all that come in while it is written; a batch that does not fit the log is left out.
    ///
    /// Nil where one of several failed half-way: then none is written, and each is to be tried alone.
    private func together(_ group: inout [QueuedAppend]) -> [Result<Void, RunLogError>]? {
        do throws(RunLogError) {
            return try appending { () throws(RunLogError) in
                var results: [Result<Void, RunLogError>] = []
                var staged: [StagedAppend] = []
                var isCrowded = false
                while results.count < Self.largeGroup {
                    let next = queue.take()
                    if next.isEmpty { break }
                    group += next
                    isCrowded = isCrowded || group.count >= Self.manyWriters
                    for append in next {
                        results.append(try put(append.batch, isCrowded: isCrowded, staged: &staged))
                    }
                }
                try write(&staged)
                return results
            }
        } catch {
            if group.isEmpty {
                group = queue.take()
            }  // There was no transaction: another process kept the lock.
            else if group.count > 1 {
                return nil
            }
            return group.map { _ in .failure(error) }
        }
    }

    private func alone(_ batch: EventBatch) -> Result<Void, RunLogError> {
        do throws(RunLogError) {
            return try appending { () throws(RunLogError) in
                var staged: [StagedAppend] = []
                return try put(batch, isCrowded: false, staged: &staged)
            }
        } catch { return .failure(error) }
    }

    /// A transaction that may trust the heads of the runs.
    private func appending<Value>(_ work: () throws(RunLogError) -> Value) throws(RunLogError) -> Value {
        let (value, mark) = try connection.transaction { () throws(RunLogError) in
            heads.begin(at: try historyMark())
            return (try work(), try historyMark())
        }
        heads.end(at: mark)
        return value
    }

    private func historyMark() throws(RunLogError) -> HistoryMark {
        HistoryMark(others: try dataVersion(), own: connection.totalChanges)
    }

    /// Writes a batch within a transaction; a failure that is returned, not thrown, has written nothing.
    ///
    /// Its events may only be staged: the caller then writes them at the end.
    private func put(
        _ batch: EventBatch, isCrowded: Bool, staged: inout [StagedAppend]
    ) throws(RunLogError) -> Result<Void, RunLogError> {
        let head: RunHead
        do throws(RunLogError) {
            head = try self.head(of: batch.run)
            if head.lastSequence == 0, let time = try prunedAt(head.number) { throw .pruned(batch.run, at: time) }
            try check(batch, after: head.lastSequence)
        } catch { return .failure(error) }
        let isStaged = isCrowded && (1..<Self.largeBatch).contains(batch.events.count)
        if isStaged {
            staged.append(StagedAppend(number: head.number, events: batch.events))
        } else {
            // Of one run's events the earlier must be noted first.
            try write(&staged)
            try write(batch.events, to: head.number)
        }
        try writeRows(of: batch, to: head.number, after: head.lastSequence)
        if let known = head.summary, batch.summary.saysTheSame(as: known) {
            if !isStaged { try advance(batch, number: head.number) }
        } else {
            try update(batch.summary, number: head.number)
            head.summary = batch.summary
        }
        head.lastSequence = batch.summary.lastSequence
        return .success(())
    }

    private func head(of run: RunID) throws(RunLogError) -> RunHead {
        if let known = heads[run] { return known }
        let number = try number(of: run)
        let head = RunHead(number: number, lastSequence: try lastSequence(of: number))
        heads.keep(head, of: run)
        return head
    }

    /// Writes what is staged into the tail, and where its runs' logs end now.
    private func write(_ staged: inout [StagedAppend]) throws(RunLogError) {
        guard !staged.isEmpty else { return }
        try reporting { () throws(SQLiteError) in
            try connection.insert(staged, into: .tail)
            try connection.note(staged)
            try connection.advance(staged)
        }
        for append in staged { tailLength += append.events.count }
        staged.removeAll(keepingCapacity: true)
    }

    private func advance(_ batch: EventBatch, number: Int64) throws(RunLogError) {
        let isThere = try reporting { () throws(SQLiteError) in
            try connection.advance(number: number, to: batch.summary.lastSequence)
        }
        guard isThere else { throw .unknownRun(batch.run) }
    }

    /// Writes a run's row; one that had ended goes on, and meanwhile its issue may have got another.
    func update(_ summary: RunSummary, number: Int64) throws(RunLogError) {
        let isThere: Bool
        do throws(SQLiteError) { isThere = try connection.update(summary, number: number) } catch {
            if error.isConstraint, let live = try liveRun(of: summary.issue), live != summary.id {
                throw .alreadyLive(live)
            }
            throw RunLogError(error)
        }
        guard isThere else { throw .unknownRun(summary.id) }
    }

    /// Where it fails, as on a full disk, the events are as good where they are; it is tried again when as many have come in.
    private func settleTail() {
        tailLength = 0
        try? connection.transaction { () throws(RunLogError) in
            try reporting { () throws(SQLiteError) in try connection.settleTail() }
        }
    }

    /// That a batch goes on where the log ends.
    func check(_ batch: EventBatch, after last: Int) throws(RunLogError) {
        for (position, event) in batch.events.enumerated() where event.sequence != last + 1 + position {
            throw .conflict(sequence: last)
        }
        guard batch.summary.lastSequence == last + batch.events.count else { throw .conflict(sequence: last) }
    }

    /// Writes all of a batch but its summary; the caller holds the transaction.
    func write(_ batch: EventBatch, to number: Int64, after last: Int) throws(RunLogError) {
        try write(batch.events, to: number)
        try writeRows(of: batch, to: number, after: last)
    }

    /// Writes the events of one append and notes it.
    private func write(_ events: [StoredEvent], to number: Int64) throws(RunLogError) {
        guard !events.isEmpty else { return }
        try reporting { () throws(SQLiteError) in
            let append = StagedAppend(number: number, events: events)
            try connection.insert([append], into: .events)
            try connection.note([append])
        }
    }

    /// Writes the rows that are derived from a batch's events, and refuses it where a shared budget does not hold it.
    private func writeRows(of batch: EventBatch, to number: Int64, after last: Int) throws(RunLogError) {
        try reporting { () throws(SQLiteError) in
            try connection.put(batch.tasks, number: number, after: last)
            for entry in batch.outbox { try connection.want(entry, number: number) }
            for entry in batch.corrections { try connection.put(entry, of: batch.summary, number: number) }
            if let ledger = batch.ledger { try connection.put(ledger, of: batch.summary, number: number) }
            if !batch.taken.isEmpty { try connection.take(batch.taken, number: number) }
        }
        try checkLimits(of: batch, number: number)
    }
}
