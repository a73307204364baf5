import Core
import Store

/// A history whose inbox a process has looked into just before something came.
struct DeafLog: RunLog {
    let store: SQLiteStore

    func create(_ batch: EventBatch) async throws(RunLogError) { try await store.create(batch) }
    func create<Source: BatchSource>(from source: consuming Source) async throws(RunLogError) -> Source {
        try await store.create(from: source)
    }
    func append(_ batch: EventBatch) async throws(RunLogError) { try await store.append(batch) }
    func events(of run: RunID, after sequence: Int) async throws(RunLogError) -> [StoredEvent] {
        try await store.events(of: run, after: sequence)
    }
    func state(of run: RunID) async throws(RunLogError) -> StoredRun? { try await store.state(of: run) }
    func deliver(_ entry: InboxEntry, to run: RunID) async throws(RunLogError) {
        try await store.deliver(entry, to: run)
    }
    func inbox(of run: RunID) async throws(RunLogError) -> [InboxEntry] { [] }
    func owed(by run: RunID) async throws(RunLogError) -> [OutboxEntry] { try await store.owed(by: run) }
    func totals(
        of limits: [BudgetLimit], besides run: RunID
    ) async throws(RunLogError) -> [BudgetScope: MicroDollars] {
        try await store.totals(of: limits, besides: run)
    }
    func settle(_ entry: OutboxEntry, of run: RunID) async throws(RunLogError) {
        try await store.settle(entry, of: run)
    }
}
