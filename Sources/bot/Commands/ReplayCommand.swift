import Core
import Engine
import Store

/// `bot replay`: rebuilds a run from its events alone and compares it with the stored rows.
struct ReplayCommand: Sendable {
    let context: CommandContext

    func run() async throws -> ExitStatus {
        let workshop = try await context.workshop()
        let store = try workshop.existingStore()
        let stored = try await context.run(in: store)
        let board = try await store.foldedBoard(of: stored.id)
        let differences = try await differences(between: board, and: stored, in: store)
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
            console.answer("The events are the truth. Keep the state folder and report this.")
        }
        return differences.isEmpty ? .succeeded : .failed
    }

    private func differences(
        between board: Blackboard, and stored: RunSummary, in store: SQLiteStore
    ) async throws -> [String] {
        var differences: [String] = []
        if let summary = board.summary, !summary.agrees(with: stored) {
            differences.append("the run: \(stored.status.rawValue) stored, \(board.status.rawValue) from the events")
        }
        let rows = Dictionary(
            try await store.tasks(of: stored.id).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for (position, state) in board.tasks.enumerated() {
            guard let row = rows[state.task.id] else {
                differences.append("task \(state.task.id): not stored")
                continue
            }
            if !board.row(at: position).agrees(with: row) {
                differences.append(
                    "task \(row.id): \(row.status.rawValue) stored, \(state.status.rawValue) from the events")
            }
        }
        for id in rows.keys.sorted() where board[id] == nil {
            differences.append("task \(id): stored without an event")
        }
        return differences
    }
}
