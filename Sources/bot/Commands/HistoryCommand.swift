import Content
import Core
import Store

/// `bot history`: the runs of a state folder.
struct HistoryCommand: Sendable {
    let context: CommandContext

    func run() async throws -> ExitStatus {
        var limit = 50
        if let text = context.arguments[.limit] {
            guard let number = Int(text), number > 0 else {
                throw UsageError("--limit takes a number from 1, not '\(PlainText.line(text))'.", command: "history")
            }
            limit = number
        }
        let workshop = try await context.workshop()
        let runs = try await workshop.reading { try await $0.runs(limit: limit) } ?? []
        let console = context.console
        if context.isJSON {
            for run in runs { console.json(RunJSON.history(run).text) }
        } else {
            console.answer(
                RunText.history(runs, colours: console.terminal.hasColours, width: console.terminal.columns))
        }
        return .succeeded
    }
}
