import Content
import Core
import Service
import Store

/// `bot prune`: removes what ended long ago, and keeps its account.
struct PruneCommand: Sendable {
    let context: CommandContext

    func run() async throws -> ExitStatus {
        guard let text = context.arguments[.olderThan] else {
            throw UsageError("'bot prune' needs --older-than AGE, such as 30d.", command: "prune")
        }
        guard let age = Age(text) else {
            throw UsageError(
                "--older-than takes days, hours or minutes such as 30d, 12h or 90m, not '\(PlainText.line(text))'.",
                command: "prune")
        }
        let isDryRun = context.arguments.has(.dryRun)
        let workshop = try await context.workshop()
        let store = try workshop.existingStore()
        let now = workshop.time.now()
        let retention = Retention(of: store, in: workshop.stateFolder)
        let cutoff = Timestamp(milliseconds: now.milliseconds - age.duration.milliseconds)
        var report = try await retention.prune(endedBefore: cutoff, now: now, isDryRun: isDryRun)
        let live = try await store.runs(limit: 10_000).filter { !$0.status.isFinal }.map(\.issue)
        retention.pruneNotes(
            into: &report, writtenBefore: cutoff, now: now, except: Set(live.map(AttentionMemory.fileName)),
            isDryRun: isDryRun)
        let isReclaimed = isDryRun ? false : try await retention.reclaim()
        show(report, isDryRun: isDryRun, isReclaimed: isReclaimed)
        return .succeeded
    }

    private func show(_ report: PruneReport, isDryRun: Bool, isReclaimed: Bool) {
        let console = context.console
        if context.isJSON {
            let answer: JSONValue = [
                "dryRun": .bool(isDryRun), "runs": .array(report.runs.map { .string($0.text) }),
                "events": .integer(Int64(report.events)), "texts": .integer(Int64(report.texts)),
                "historyBytes": .integer(Int64(report.historyBytes)), "assets": .integer(Int64(report.assets)),
                "reports": .integer(Int64(report.reports)), "remains": .integer(Int64(report.remains)),
                "notes": .integer(Int64(report.notes)),
                "fileBytes": .integer(Int64(report.fileBytes)), "reclaimed": .bool(isReclaimed),
            ]
            console.json(answer.text)
            return
        }
        let verb = isDryRun ? "Would remove" : "Removed"
        console.answer(
            "\(verb) the history of \(report.runs.count) runs (\(report.events) events, "
                + "\(Figures.bytes(report.historyBytes)), \(report.texts) long texts) and "
                + "\(report.assets + report.reports + report.remains + report.notes) files (\(Figures.bytes(report.fileBytes)))."
        )
        if isDryRun {
            for run in report.runs { console.answer("  \(run)") }
        } else if !report.runs.isEmpty, !isReclaimed {
            console.answer(
                "The database keeps its size until another process has ended or the disk has room; "
                    + "what is written next uses the space.")
        }
    }
}
