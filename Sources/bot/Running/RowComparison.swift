import Core
import Engine
import Store

/// What the derived rows say of a run, to be held against its events.
struct RowComparison: Sendable {
    let summary: RunSummary
    let store: SQLiteStore

    init(_ summary: RunSummary, in store: SQLiteStore) {
        self.summary = summary
        self.store = store
    }

    /// Money that older bots moved is booked on another day than the events say, so that only the sum is compared there.
    private func moneyDifferences(from board: Blackboard) async throws -> [String] {
        let stored = try await store.ledger(of: summary.id)
        func total(_ entries: [LedgerEntry], _ part: (LedgerEntry) -> MicroDollars) -> MicroDollars {
            entries.reduce(.zero) { $0 + part($1) }
        }
        let (booked, reserved) = (total(board.ledger, \.booked), total(board.ledger, \.reserved))
        var differences: [String] = []
        if total(stored, \.booked) != booked {
            differences.append("the ledger: \(total(stored, \.booked)) USD booked, \(booked) from the events")
        }
        if total(stored, \.reserved) != reserved {
            differences.append("the ledger: \(total(stored, \.reserved)) USD reserved, \(reserved) from the events")
        }
        return differences
    }

    /// A sentence each; none where the events lead to exactly these rows.
    func differences(from board: Blackboard) async throws -> [String] {
        var differences: [String] = []
        if board.summary.map({ $0.agrees(with: summary) }) != true {
            differences.append("the run: \(summary.status.rawValue) stored, \(board.status.rawValue) from the events")
        }
        let rows = Dictionary(
            try await store.tasks(of: summary.id).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for (position, state) in board.tasks.enumerated() {
            guard let row = rows[state.task.id] else {
                differences.append("task \(state.task.id): not stored")
                continue
            }
            if !board.row(at: position).agrees(with: row), !board.row(at: position, losses: .untold).agrees(with: row) {
                differences.append(
                    "task \(row.id): \(row.status.rawValue) stored, \(state.status.rawValue) from the events")
            }
        }
        for id in rows.keys.sorted() where board[id] == nil {
            differences.append("task \(id): stored without an event")
        }
        return differences + (try await moneyDifferences(from: board))
    }
}
