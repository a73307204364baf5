import Content
import Core
import Store

/// `bot history`: the runs of a state folder.
struct HistoryCommand: Sendable {
    let context: CommandContext

    func run() async throws -> ExitStatus {
        let wantsFigures = context.arguments.has(.kpis)
        var limit = wantsFigures ? Int.max : 50
        if let text = context.arguments[.limit] {
            guard let number = Int(text), number > 0 else {
                throw UsageError("--limit takes a number from 1, not '\(PlainText.line(text))'.", command: "history")
            }
            limit = number
        }
        let workshop = try await context.workshop()
        if wantsFigures {
            return try await figures(of: try await workshop.reading { try await $0.runs(limit: limit) } ?? [], workshop)
        }
        let listed = try await workshop.reading { store in
            let runs = try await store.runs(limit: limit)
            var bytes: [RunID: Int] = [:]
            for run in runs { bytes[run.id] = try await store.size(of: run.id).bytes }
            return (runs: runs, bytes: bytes)
        }
        let (runs, bytes) = listed ?? ([], [:])
        let console = context.console
        if context.isJSON {
            for run in runs { console.json(RunJSON.history(run, bytes: bytes[run.id]).text) }
        } else {
            console.answer(
                RunText.history(
                    runs, bytes: bytes, colours: console.terminal.hasColours, width: console.terminal.columns))
        }
        return .succeeded
    }

    /// The director's KPIs over the runs.
    private func figures(of runs: [RunSummary], _ workshop: Workshop) async throws -> ExitStatus {
        let waits = try await workshop.reading { store in
            var waits: [PersonWait] = []
            for run in runs where run.prunedAt == nil {
                waits += PersonWait.waits(in: try await store.events(of: run.id, after: 0))
            }
            return waits
        }
        let figures = DirectorFigures(of: runs, waits: waits ?? [])
        if context.isJSON { context.console.json(figures.json.text) } else { context.console.answer(figures.text) }
        return .succeeded
    }
}
