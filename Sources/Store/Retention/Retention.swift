package import Core

/// Keeps the state folder from growing for ever: removes what ended long ago, and what was left lying.
///
/// What a run cost, when it was and how it ended stays, so that histories and totals remain true. Live runs are not touched, nor
/// runs that still owe their issue a word. It may be stopped at any moment; the next call goes on.
package struct Retention: Sendable {
    private let store: SQLiteStore
    private let folder: String
    /// How long a file that no event names may be about to be named, and a half of one about to be finished.
    private static let patience = Duration.seconds(86_400)
    /// For how long deliveries are remembered.
    private static let deliveries = Duration.seconds(8 * 86_400)

    package init(of store: SQLiteStore, in stateFolder: String) {
        self.store = store
        folder = stateFolder
    }

    /// Removes the history of runs that ended before `cutoff`, and notes with each that it was done at `now`.
    package func prune(
        endedBefore cutoff: Timestamp, now: Timestamp, isDryRun: Bool
    ) async throws(RunLogError) -> PruneReport {
        var report = PruneReport()
        var released: [SHA256Digest: Timestamp] = [:]
        for run in try await store.prunable(endedBefore: cutoff) {
            // Who holds it may be about to write its report.
            guard let lease = try RunLease.acquire(run, in: folder) else { continue }
            defer { lease.release() }
            let end = try await store.run(run)?.finishedAt ?? cutoff
            guard
                let pruned = try await store.prune(run, endedBefore: cutoff, at: now, isDryRun: isDryRun)
            else { continue }
            report.runs.append(run)
            report.events += pruned.size.events
            report.historyBytes += pruned.size.bytes
            for digest in pruned.references { released[digest] = max(end, released[digest] ?? end) }
        }
        let (kept, position) = try await store.references(without: report.runs)
        report.texts = try await store.dropTexts(except: kept, after: position, isDryRun: isDryRun).count
        do throws(FolderError) {
            try sweep(into: &report, kept: kept, released: released, now: now, isDryRun: isDryRun)
        } catch { throw RunLogError(error) }
        return report
    }

    /// Removes what jobs of processes that died have left in a state folder; `now` is the present time.
    ///
    /// What can't be removed stays for the next time.
    package static func removeJobFiles(in stateFolder: String, now: Timestamp) {
        var sweep = ObjectSweep(of: stateFolder, isDryRun: false)
        sweep.removeJobFiles(begunBefore: Timestamp(milliseconds: now.milliseconds - patience.milliseconds))
    }

    /// Removes what was noted of issues and of the pace of writes, and last written before a time; `live`: the names of files that stay.
    ///
    /// What goes is asked of GitHub again where it is needed. It is kept for as long as deliveries are known, at least: whose
    /// pressed buttons are done with stands there.
    package func pruneNotes(
        into report: inout PruneReport, writtenBefore cutoff: Timestamp, now: Timestamp, except live: Set<String>,
        isDryRun: Bool
    ) {
        var notes = ObjectSweep(of: folder, isDryRun: isDryRun)
        notes.removeNotes(
            except: live,
            writtenBefore: min(cutoff, Timestamp(milliseconds: now.milliseconds - Self.deliveries.milliseconds)))
        report.notes += notes.count
        report.fileBytes += notes.bytes
    }

    /// Gives the space in the database back to the disk; false where that has to wait for other processes or for room.
    package func reclaim() async throws(RunLogError) -> Bool {
        var isAlone = true
        var leases: [RunLease] = []
        for run in try await store.runs(limit: 1_000) where !run.status.isFinal {
            guard let lease = try RunLease.acquire(run.id, in: folder) else {
                isAlone = false
                break
            }
            leases.append(lease)
        }
        defer { for lease in leases { lease.release() } }
        return try await store.reclaim(isAlone: isAlone)
    }

    private func sweep(
        into report: inout PruneReport, kept: Set<SHA256Digest>, released: [SHA256Digest: Timestamp], now: Timestamp,
        isDryRun: Bool
    ) throws(FolderError) {
        let forgotten = Timestamp(milliseconds: now.milliseconds - Self.patience.milliseconds)
        var objects = ObjectSweep(of: folder, isDryRun: isDryRun)
        try objects.removeObjects(except: kept, released: released, forgotten: forgotten)
        var reports = ObjectSweep(of: folder, isDryRun: isDryRun)
        for run in report.runs { reports.removeReport(of: run) }
        var pieces = ObjectSweep(of: folder, isDryRun: isDryRun)
        pieces.removePieces(begunBefore: forgotten)
        pieces.removeJobFiles(begunBefore: forgotten)
        report.assets = objects.count
        report.reports = reports.count
        report.remains = pieces.count + RunLease.sweep(in: folder, isDryRun: isDryRun)
        report.fileBytes = objects.bytes + reports.bytes + pieces.bytes
    }
}
