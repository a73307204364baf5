package import Core
package import Store

/// A history whose runs other hosts go on with: what is about to be paid for is told them before it is written here.
package struct ClaimedLog: RunLog {
    private let store: SQLiteStore
    private let claim: IssueClaim

    package init(_ store: SQLiteStore, under claim: IssueClaim) {
        self.store = store
        self.claim = claim
    }

    package func create(_ batch: EventBatch) async throws(RunLogError) {
        try await written(batch) { () async throws(RunLogError) in try await store.create(batch) }
    }

    package func create<Source: BatchSource>(from source: consuming Source) async throws(RunLogError) -> Source {
        var source = source
        if let whole = source.rest() { try await create(whole) }
        return source
    }

    package func append(_ batch: EventBatch) async throws(RunLogError) {
        try await written(batch) { () async throws(RunLogError) in try await store.append(batch) }
    }

    private func written(
        _ batch: EventBatch, _ write: () async throws(RunLogError) -> Void
    ) async throws(RunLogError) {
        guard batch.beginsPaidCalls else {
            do throws(ClaimError) { try await claim.checkAlive() } catch { throw error.logError }
            try await write()
            await claim.touch(batch.run)
            return
        }
        do throws(ClaimError) { try await claim.publish(batch) } catch { throw error.logError }
        do throws(RunLogError) { try await write() } catch {
            await claim.retract(batch)
            throw error
        }
    }

    package func deliver(_ entry: InboxEntry, to run: RunID) async throws(RunLogError) {
        try await store.deliver(entry, to: run)
        await claim.touch(run)
    }

    package func totals(
        of limits: [BudgetLimit], besides run: RunID
    ) async throws(RunLogError) -> [BudgetScope: MicroDollars] {
        do throws(ClaimError) { return try await claim.totals(of: limits, besides: run) } catch { throw error.logError }
    }

    package func events(of run: RunID, after sequence: Int) async throws(RunLogError) -> [StoredEvent] {
        try await store.events(of: run, after: sequence)
    }

    package func state(of run: RunID) async throws(RunLogError) -> StoredRun? { try await store.state(of: run) }
    package func inbox(of run: RunID) async throws(RunLogError) -> [InboxEntry] { try await store.inbox(of: run) }
    package func owed(by run: RunID) async throws(RunLogError) -> [OutboxEntry] { try await store.owed(by: run) }

    package func settle(_ entry: OutboxEntry, of run: RunID) async throws(RunLogError) {
        try await store.settle(entry, of: run)
    }
}

extension IssueClaim {
    /// As the ledger is just now.
    func totals(
        of limits: [BudgetLimit], besides run: RunID
    ) async throws(ClaimError) -> [BudgetScope: MicroDollars] {
        try await ledger.refresh()
        return try await ledger.totals(of: limits, besides: run)
    }
}

extension EventBatch {
    /// Whether it holds the intent of a call that costs something.
    fileprivate var beginsPaidCalls: Bool {
        events.contains { event in
            guard event.type == "task.started" else { return false }
            // What can't be read is taken for the dearest.
            guard let payload = try? JSONValue(parsing: event.payload) else { return true }
            return (payload["reserved"]?.integer ?? 0) > 0
        }
    }
}
