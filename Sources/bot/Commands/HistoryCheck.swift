import Core
import Engine
import Store

/// What `bot doctor` finds in a history, and with `--repair` makes good.
struct HistoryCheck: Sendable {
    let workshop: Workshop

    /// What was done or could not be, a sentence each.
    struct Repair: Sendable {
        var done: [String] = []
        var failed: [String] = []
    }

    /// What is wrong, a sentence each: with the file, with the log, and with the rows of runs that have not ended.
    func problems(in store: SQLiteStore) async throws -> [String] {
        var problems = try await store.integrityCheck()
        for run in try await store.runs(limit: .max) where !run.status.isFinal {
            problems += await differences(of: run, in: store)
        }
        return problems
    }

    private func differences(of run: RunSummary, in store: SQLiteStore) async -> [String] {
        do {
            let board = try await store.foldedBoard(of: run.id)
            // Another process may have gone on with it between the two readings.
            guard let now = try await store.run(run.id), now.lastSequence == board.lastSequence else { return [] }
            return try await RowComparison(now, in: store).differences(from: board).map {
                "\(run.id): \($0); 'bot doctor --repair' mends it."
            }
        } catch {
            return ["\(run.id): \(error)"]
        }
    }

    /// Makes good what can be: a log that is none, indexes, unreadable pages, and all rows that follow from events.
    ///
    /// `mayMoveAside`: a database of which nothing can be read makes room for an empty one.
    func repair(mayMoveAside: Bool) async throws -> Repair {
        var repair = Repair()
        let tool = HistoryRepair(in: workshop.stateFolder, at: workshop.time.now())
        if let place = try tool.setLogAside() {
            repair.done.append("The write-ahead log was none; it lies at \(place).")
        }
        do {
            let store = try workshop.store()
            guard try await isAlone(store) else {
                repair.failed.append("Another process is at work on a run. Stop it, then run the command again.")
                return repair
            }
            if try await store.fileDamage().isEmpty {
                try await rebuild(in: store, into: &repair, givesUp: nil)
                return repair
            }
            if try await store.reindex() {
                repair.done.append("The indexes were made again from their tables.")
                try await rebuild(in: store, into: &repair, givesUp: nil)
                return repair
            }
            try await salvage(with: tool, into: &repair)
        } catch let error as RunLogError {
            guard case .damaged = error else { throw error }
            guard mayMoveAside else {
                repair.failed.append(
                    "\(error) Nothing in it can be used; 'bot doctor --repair --move-aside' keeps it under another "
                        + "name and lets the next run begin an empty history.")
                return repair
            }
            repair.done.append("The history could not be used; it lies at \(try tool.setDatabaseAside()).")
        }
        return repair
    }

    private func isAlone(_ store: SQLiteStore) async throws -> Bool {
        // Where the runs can't even be listed nobody can be at work on one.
        for run in (try? await store.runs(limit: .max)) ?? [] where !run.status.isFinal {
            guard let lease = try RunLease.acquire(run.id, in: workshop.stateFolder) else { return false }
            lease.release()
        }
        return true
    }

    private func salvage(with tool: HistoryRepair, into repair: inout Repair) async throws {
        try tool.salvage()
        do {
            let fresh = try SQLiteStore(in: tool.workshop)
            try await rebuild(in: fresh, into: &repair, givesUp: workshop.time.now())
            try await fresh.settleFile()
        }
        let place = try tool.install()
        repair.done.append("What could be read was copied into a new database; the damaged one lies at \(place).")
    }

    /// Makes the rows of every run again from its events where they differ.
    ///
    /// `givesUp`: when a run whose events are not all there is reduced to its account; nil leaves it as it is.
    private func rebuild(
        in store: SQLiteStore, into repair: inout Repair, givesUp: Timestamp?
    ) async throws {
        for run in try await store.runs(limit: .max) where run.prunedAt == nil {
            do {
                let board = try await store.foldedBoard(of: run.id)
                let left = try await store.size(of: run.id).events
                guard let summary = board.summary, left == max(board.lastSequence, run.lastSequence) else {
                    throw RunLogError.damaged(reason: "of \(run.lastSequence) events only \(left) are left")
                }
                guard try await !RowComparison(run, in: store).differences(from: board).isEmpty else { continue }
                try await store.rebuild(
                    run.id, summary: summary, tasks: board.tasks.indices.map { board.row(at: $0) },
                    ledger: board.ledger)
                repair.done.append("The rows of \(run.id) were made again from its events.")
            } catch {
                guard let givesUp else {
                    repair.failed.append("\(run.id) can't be mended: \(error)")
                    continue
                }
                try await store.giveUp(run.id, at: givesUp)
                repair.failed.append("\(run.id) is lost but for its account: \(error)")
            }
        }
    }
}
