import Core
import Store

extension IssueClaim {
    /// What a change passes on, to be noted once it is made.
    struct Passed {
        var note: ClaimNote
        var sequences: [RunID: Int] = [:]
        var letters: [RunID: [KeptLetter]] = [:]
        /// Bytes.
        var files: [RunID: Int] = [:]
        /// Files that were too large, with their bytes.
        var leftOut: [RunID: [SHA256Digest: Int]] = [:]
    }

    /// Everything that is still to be passed on, with a batch that is not written here yet.
    func change(
        with batch: EventBatch?, of runs: Set<RunID>, givingUp: Bool
    ) async throws(ClaimError) -> (change: ShelfChange, passed: Passed) {
        let now = time.now()
        var passed = Passed(
            note: ClaimNote(
                holder: givingUp ? nil : holder, since: note?.since ?? now, renewed: now, lease: terms.lease))
        var change = ShelfChange(
            name, from: version, note: givingUp ? "Given up by \(holder.who)" : "At work: \(holder.who)", at: now)
        change.puts[ClaimNote.path] = .bytes(passed.note.bytes)
        for run in runs.union(batch.map { [$0.run] } ?? []).sorted() {
            let fresh = batch.flatMap { $0.run == run ? $0.events : nil } ?? []
            try await add(run, fresh, to: &change, &passed)
        }
        return (change, passed)
    }

    private func add(
        _ run: RunID, _ fresh: [StoredEvent], to change: inout ShelfChange, _ passed: inout Passed
    ) async throws(ClaimError) {
        do throws(RunLogError) {
            var events: [StoredEvent] = []
            if let summary = try await store.run(run) {
                guard summary.prunedAt == nil else { return }
                events = try await store.events(of: run, after: pushed[run] ?? 0)
                let letters = try await store.letters(of: run)
                if letters != pushedLetters[run] ?? [] {
                    change.puts[SharedRun.letters(of: run)] = .bytes(SharedRun.letters(letters))
                    passed.letters[run] = letters
                }
            }
            events += fresh
            guard let first = events.first, let last = events.last else { return }
            change.puts[SharedRun.portion(of: run, from: first.sequence)] = .bytes(SharedRun.portion(events))
            passed.sequences[run] = last.sequence
            await addFiles(of: run, namedIn: events, to: &change, &passed)
        } catch { throw .log(error) }
    }

    /// What was made goes along: nothing that is paid for is made again elsewhere.
    private func addFiles(
        of run: RunID, namedIn events: [StoredEvent], to change: inout ShelfChange, _ passed: inout Passed
    ) async {
        var made: Set<SHA256Digest> = []
        for event in events {
            for (digest, bytes) in assets.files(namedIn: event.payload) {
                made.insert(digest)
                let name = "files/\(digest)"
                let total = (filesPushed[run] ?? 0) + (passed.files[run] ?? 0) + bytes
                guard !paths.contains(name), change.puts[name] == nil else { continue }
                guard bytes <= terms.largestFile, total <= terms.largestFiles else {
                    passed.leftOut[run, default: [:]][digest] = bytes
                    continue
                }
                guard let path = assets.path(of: digest) else { continue }
                change.puts[name] = .file(path: path)
                passed.files[run, default: 0] += bytes
            }
        }
        for key in answers where !paths.contains("cache/\(key).json") {
            guard let record = await results.record(ofAnswer: key), record.count <= terms.largestAnswer else {
                continue
            }
            change.puts["cache/\(key).json"] = .bytes(record)
        }
        guard !made.isEmpty else { return }
        for (key, record) in await results.records(of: made) where !paths.contains("cache/\(key).json") {
            change.puts["cache/\(key).json"] = .bytes(record)
        }
    }

    /// The line of the ledger that a change moves too; nil where nobody has to know of it at once.
    func accountLine(
        with batch: EventBatch?, of runs: Set<RunID>, givingUp: Bool
    ) async throws(ClaimError) -> LedgerLine? {
        let latest = batch?.run ?? Set(pushed.keys).union(runs).max()
        guard let latest else { return nil }
        // Where a budget is shared others must know at once; else that there is a run, and what it came to.
        let isKnown = try await ledger.knows(latest)
        guard givingUp || !isKnown || sharing.contains(latest) else { return nil }
        do throws(RunLogError) {
            if let batch {
                var entries: [Int: LedgerEntry] = [:]
                if try await store.run(batch.run) != nil {
                    for entry in try await store.ledger(of: batch.run) { entries[entry.day] = entry }
                }
                for entry in batch.corrections + (batch.ledger.map { [$0] } ?? []) { entries[entry.day] = entry }
                return LedgerLine(batch.summary, Array(entries.values))
            }
            // One run of an issue is live at a time; those before it have had their lines.
            guard let summary = try await store.run(latest) else { return nil }
            return LedgerLine(summary, try await store.ledger(of: latest))
        } catch { throw .log(error) }
    }

    /// Refuses a batch that reserves more than all hosts together may.
    func checkLimits(of batch: EventBatch) async throws(ClaimError) {
        guard !batch.limits.isEmpty else { return }
        let others = try await ledger.totals(of: batch.limits, besides: batch.run)
        for limit in batch.limits {
            let other = others[limit.scope] ?? .zero
            guard batch.booked(under: limit.scope) + other <= limit.amount else {
                throw .log(.overBudget(limit.scope, others: other))
            }
        }
    }
}
