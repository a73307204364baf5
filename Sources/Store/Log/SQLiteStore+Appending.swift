package import Core

/// Group commit: batches that wait while others are made durable go into one transaction, and one sync of the disk serves them all.
extension SQLiteStore {
    /// From how many batches on a transaction takes no more: it must end at some time, however fast they come in.
    private static let largeGroup = 1024
    /// From how many waiting batches on their events go into the tail.
    private static let manyWriters = 8
    /// With how many events the tail is moved to where it belongs.
    private static let longTail = 4096

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
        for (append, result) in zip(group, results) { append.waiter.resume(returning: result) }
        if tailLength >= Self.longTail { settleTail() }
        if queue.rest() { attend() }
    }

    /// One transaction for all that wait and all that come in while it is written; a batch that does not fit the log is left out.
    ///
    /// Nil where one of several failed half-way: then none is written, and each is to be tried alone.
    private func together(_ group: inout [QueuedAppend]) -> [Result<Void, RunLogError>]? {
        do throws(RunLogError) {
            return try connection.transaction { () throws(RunLogError) in
                var results: [Result<Void, RunLogError>] = []
                var isCrowded = false
                while results.count < Self.largeGroup {
                    let next = queue.take()
                    if next.isEmpty { break }
                    group += next
                    isCrowded = isCrowded || group.count >= Self.manyWriters
                    for append in next { results.append(try put(append.batch, isCrowded: isCrowded)) }
                }
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
            return try connection.transaction { () throws(RunLogError) in
                try put(batch, isCrowded: false)
            }
        } catch { return .failure(error) }
    }

    /// Writes a batch within a transaction; a failure that is returned, not thrown, has written nothing.
    private func put(
        _ batch: EventBatch, isCrowded: Bool
    ) throws(RunLogError) -> Result<Void, RunLogError> {
        let number: Int64
        do throws(RunLogError) {
            number = try self.number(of: batch.run)
            let last = try lastSequence(of: number)
            if last == 0, let time = try prunedAt(number) { throw .pruned(batch.run, at: time) }
            try check(batch, after: last)
        } catch { return .failure(error) }
        let table: EventTable = isCrowded && batch.events.count < 8 ? .tail : .events
        try write(batch, to: number, after: batch.summary.lastSequence - batch.events.count, table: table)
        if table == .tail { tailLength += batch.events.count }
        do throws(SQLiteError) { try connection.update(batch.summary, number: number) } catch {
            // A run that had ended goes on; meanwhile its issue may have got another.
            if error.isConstraint, let live = try liveRun(of: batch.summary.issue), live != batch.run {
                throw .alreadyLive(live)
            }
            throw RunLogError(error)
        }
        return .success(())
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
    func write(
        _ batch: EventBatch, to number: Int64, after last: Int, table: EventTable = .events
    ) throws(RunLogError) {
        try reporting { () throws(SQLiteError) in
            try connection.insert(batch.events, number: number, into: table)
            if let first = batch.events.first, let last = batch.events.last {
                try connection.note(appendOf: first.sequence, through: last.sequence, number: number)
            }
            try connection.put(batch.tasks, number: number, after: last)
            for entry in batch.outbox { try connection.want(entry, number: number) }
            for entry in batch.corrections { try connection.put(entry, of: batch.summary, number: number) }
            if let ledger = batch.ledger { try connection.put(ledger, of: batch.summary, number: number) }
            try connection.take(batch.taken, number: number)
        }
        try checkLimits(of: batch, number: number)
    }
}
