import Core

extension Step {
    /// What the log is to keep of it; nil where nothing happened.
    func batch(of board: Blackboard, owesComment: Bool) -> EventBatch? {
        guard !events.isEmpty || !taken.isEmpty, let summary = board.summary else { return nil }
        return EventBatch(
            run: board.run, events: events.map(EventCodec.stored), summary: summary,
            tasks: changed.map { board.row(at: $0) },
            outbox: isNews && owesComment ? [OutboxEntry(kind: Courier.kind, wanted: board.lastSequence)] : [],
            taken: taken, ledger: ledger, corrections: corrections, limits: limits)
    }
}
