package import Core

extension RunLog {
    /// The state of a run: from its rows, or where they do not say all, from its whole log.
    ///
    /// Throws `RunLogError.unknownRun` for a run without events.
    package func board(of run: RunID) async throws(RunLogError) -> Blackboard {
        if let stored = try await state(of: run), let board = Blackboard(stored) { return board }
        return try await foldedBoard(of: run)
    }

    /// The state that a run's events alone lead to.
    ///
    /// Throws `RunLogError.unknownRun` for a run without events.
    package func foldedBoard(of run: RunID) async throws(RunLogError) -> Blackboard {
        let events = try EventCodec.events(try await events(of: run, after: 0))
        guard !events.isEmpty else { throw .unknownRun(run) }
        return Blackboard(run: run, events: events)
    }
}
