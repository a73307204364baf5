import Content
import Core
import Engine
import Store

/// `bot replay`: rebuilds a run from its events alone and compares it with the stored rows.
struct ReplayCommand: Sendable {
    let context: CommandContext

    func run() async throws -> ExitStatus {
        let workshop = try await context.workshop()
        let store = try workshop.readableStore()
        let stored = try await context.run(in: store)
        if let sequence = try context.sequence(.to, of: "replay", from: 1) {
            return try await show(stored, upTo: sequence, in: store)
        }
        let board = try await store.foldedBoard(of: stored.id)
        let differences = try await RowComparison(stored, in: store).differences(from: board)
        let console = context.console
        if context.isJSON {
            let answer: JSONValue = [
                "run": .string(stored.id.text), "events": .integer(Int64(board.lastSequence)),
                "status": .string(board.status.rawValue), "same": .bool(differences.isEmpty),
                "differences": .array(differences.map(JSONValue.string)),
            ]
            console.json(answer.text)
        } else if differences.isEmpty {
            console.answer(
                "\(stored.id): \(board.lastSequence) events lead to what is stored (\(board.status.rawValue), "
                    + "\(board.tasks.count) tasks, \(board.servedAssets.count) assets).")
        } else {
            console.answer("\(stored.id): the events lead to something else than what is stored:")
            for difference in differences { console.answer("  " + difference) }
            console.answer("The events are the truth: 'bot doctor --repair' makes the stored rows from them again.")
        }
        return differences.isEmpty ? .succeeded : .failed
    }

    /// The run as it was after one of its events.
    private func show(_ run: RunSummary, upTo sequence: Int, in store: SQLiteStore) async throws -> ExitStatus {
        let events = try EventCodec.events(try await store.events(of: run.id, after: 0))
        guard sequence <= events.count else {
            throw CommandFailure("\(run.id) has the events 1 to \(events.count), not \(sequence).", status: .invalid)
        }
        let board = Blackboard(run: run.id, events: Array(events.prefix(sequence)))
        guard let view = RunView(board) else { throw RunLogError.unknownRun(run.id) }
        RunAnswer(console: context.console, isJSON: context.isJSON).show(view, bytes: nil)
        return .succeeded
    }
}
