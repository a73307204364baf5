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

        /// Said once of a run, however often it was tried.
        mutating func fail(_ run: RunID, _ error: any Error) {
            let words = "\(run) can't be mended: \(error)"
            if !failed.contains(words) { failed.append(words) }
        }
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
        } catch RunLogError.damaged(let reason) {
            return [
                "\(run.id) can't be read: \(reason); 'bot doctor --repair' keeps its account, then 'bot run --fresh' begins anew."
            ]
        } catch {
            return ["\(run.id): \(error)"]
        }
    }

    /// Makes good what can be: a log that is none, indexes, unreadable pages and events, and all rows that follow from events.
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
            var isSound = try await store.fileDamage().isEmpty
            if !isSound, try await store.reindex() {
                repair.done.append("The indexes were made again from their tables.")
                isSound = true
            }
            // A run whose events can't be read would stand in the way of its issue for ever. What a newer bot may have
            // written is left to that one.
            let hopeless = Hopeless(withNewer: mayMoveAside || !isSound)
            if isSound, try await rebuild(in: store, into: &repair, sparing: hopeless) { return repair }
            try await salvage(with: tool, into: &repair, hopeless)
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

    private func salvage(
        with tool: HistoryRepair, into repair: inout Repair, _ hopeless: Hopeless
    ) async throws {
        try tool.salvage()
        do {
            let fresh = try SQLiteStore(in: tool.workshop)
            let time = workshop.time.now()
            for run in try await fresh.runs(limit: .max) where run.prunedAt == nil {
                do {
                    try await rebuild(run, in: fresh, into: &repair)
                } catch  where hopeless.includes(error) {
                    try await fresh.giveUp(run.id, at: time)
                    repair.failed.append("\(run.id) is lost but for its account: \(error)")
                } catch {
                    repair.fail(run.id, error)
                }
            }
            try await fresh.settleFile()
        }
        let place = try tool.install()
        repair.done.append("What could be read was copied into a new database; the damaged one lies at \(place).")
    }

    /// Makes the rows of every run again from its events where they differ; false where a run is beyond hope.
    private func rebuild(
        in store: SQLiteStore, into repair: inout Repair, sparing hopeless: Hopeless
    ) async throws -> Bool {
        var isWhole = true
        for run in try await store.runs(limit: .max) where run.prunedAt == nil {
            do {
                try await rebuild(run, in: store, into: &repair)
            } catch  where hopeless.includes(error) {
                isWhole = false
            } catch {
                repair.fail(run.id, error)
            }
        }
        return isWhole
    }

    private func rebuild(_ run: RunSummary, in store: SQLiteStore, into repair: inout Repair) async throws {
        let board = try await store.foldedBoard(of: run.id)
        let left = try await store.size(of: run.id).events
        guard let summary = board.summary, left == max(board.lastSequence, run.lastSequence) else {
            throw RunLogError.damaged(reason: "of \(run.lastSequence) events only \(left) are left")
        }
        guard try await !RowComparison(run, in: store).differences(from: board).isEmpty else { return }
        try await store.rebuild(
            run.id, summary: summary, tasks: board.tasks.indices.map { board.row(at: $0) }, ledger: board.ledger)
        repair.done.append("The rows of \(run.id) were made again from its events.")
    }

    /// Which errors mean that a run's events will never be read again.
    private struct Hopeless {
        /// Whether what a newer bot may have written counts too.
        let withNewer: Bool

        func includes(_ error: any Error) -> Bool {
            switch error as? RunLogError {
            case .damaged, .unknownRun: true
            case .newer: withNewer
            case .alreadyLive, .overBudget, .conflict, .pruned, .storage, nil: false
            }
        }
    }
}
