/// The engine's durable memory: an append-only log with the rows derived from it, written together.
package protocol RunLog: Sendable {
    /// Writes a run's first batch and claims its issue in one transaction.
    ///
    /// - Throws: `RunLogError.alreadyLive` when the issue has a live run, `RunLogError.overBudget` as `append` does; then
    ///   nothing was written.
    func create(_ batch: EventBatch) async throws(RunLogError)

    /// The same for a plan too large for one batch: all batches of `source` in one transaction.
    ///
    /// - Returns: `source` as it stands after its last batch.
    func create<Source: BatchSource>(from source: consuming Source) async throws(RunLogError) -> Source

    /// Appends to a run; durable when it returns.
    ///
    /// - Throws: `RunLogError.conflict` when another process has appended meanwhile, `RunLogError.overBudget` when all runs
    ///   together would have more booked and reserved than one of its limits; then nothing was written.
    func append(_ batch: EventBatch) async throws(RunLogError)

    /// The events after a sequence, in order.
    func events(of run: RunID, after sequence: Int) async throws(RunLogError) -> [StoredEvent]

    /// A run as its rows have it; nil where they do not say all, and only the events do.
    func state(of run: RunID) async throws(RunLogError) -> StoredRun?

    /// Keeps what came in for a run until it is taken in; what comes twice under one key counts once, whatever came first.
    func deliver(_ entry: InboxEntry, to run: RunID) async throws(RunLogError)

    /// What came in for a run and no batch has taken in yet, oldest first.
    func inbox(of run: RunID) async throws(RunLogError) -> [InboxEntry]

    /// The effects that a run still owes.
    func owed(by run: RunID) async throws(RunLogError) -> [OutboxEntry]

    /// What other runs have booked and reserved under each ceiling.
    func totals(
        of limits: [BudgetLimit], besides run: RunID
    ) async throws(RunLogError) -> [BudgetScope: MicroDollars]

    /// Notes that an effect has been made, in the state that `entry` wanted.
    func settle(_ entry: OutboxEntry, of run: RunID) async throws(RunLogError)
}
