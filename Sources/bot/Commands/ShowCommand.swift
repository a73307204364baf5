import Content
import Core
import Engine
import Store

/// `bot show`: one run.
struct ShowCommand: Sendable {
    let context: CommandContext

    func run() async throws -> ExitStatus {
        let workshop = try await context.workshop()
        let store = try workshop.readableStore()
        let run = try await context.run(in: store)
        if context.arguments.has(.errors) { return try await errors(of: run.id, in: store) }
        let answer = RunAnswer(console: context.console, isJSON: context.isJSON)
        guard run.prunedAt == nil else {
            if context.arguments[.html] != nil {
                throw CommandFailure("\(RunLogError.pruned(run.id, at: run.prunedAt ?? run.createdAt))")
            }
            answer.show(pruned: run)
            return .succeeded
        }
        let board = try await store.board(of: run.id)
        guard let view = RunView(board) else { throw RunLogError.unknownRun(run.id) }
        if let path = context.arguments[.html] {
            guard await ReportPage(workshop: workshop).write(view, to: path) != nil else { return .failed }
        }
        if let folder = context.arguments[.records] { try TaskRecordFolder(path: folder).write(view) }
        answer.show(view, bytes: try await store.size(of: run.id).bytes)
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
