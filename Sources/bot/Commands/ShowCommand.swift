import Content
import Core
import Engine
import Store

/// `bot show`: one run.
struct ShowCommand: Sendable {
    let context: CommandContext

    func run() async throws -> ExitStatus {
        let workshop = try await context.workshop()
        let store = try workshop.existingStore()
        let run = try await context.run(in: store)
        if context.arguments.has(.errors) { return try await errors(of: run.id, in: store) }
        let board = try await RunDriver(workshop: workshop, store: store).board(of: run.id)
        guard let view = RunView(board) else { throw RunLogError.unknownRun(run.id) }
        let console = context.console
        if let path = context.arguments[.html] {
            guard await ReportPage(workshop: workshop).write(view, to: path) != nil else { return .failed }
        }
        if context.isJSON {
            console.json(RunJSON.show(view).text)
        } else {
            console.answer(RunText.show(view, colours: console.terminal.hasColours, width: console.terminal.columns))
        }
        return .succeeded
    }

    /// What failed in the run, and what was done about it.
    private func errors(of run: RunID, in store: SQLiteStore) async throws -> ExitStatus {
        let log = ErrorLog(try EventCodec.events(try await store.events(of: run, after: 0)))
        let console = context.console
        if context.isJSON {
            for entry in log.entries { console.json(entry.json(of: run).text) }
        } else {
            console.answer(
                ErrorText.text(
                    of: log, run: run, colours: console.terminal.hasColours, width: console.terminal.columns))
        }
        return .succeeded
    }
}
