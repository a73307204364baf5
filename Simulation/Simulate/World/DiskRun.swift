import Core
import Engine

/// What the simulated disk keeps of a run, beside the board that its events lead to.
struct DiskRun: Sendable {
    private(set) var summary: RunSummary
    private(set) var events: [StoredEvent] = []
    private(set) var rows: [TaskID: TaskRow] = [:]
    private(set) var wanted: [String: Int] = [:]
    var done: [String: Int] = [:]
    var inbox: [InboxEntry] = []
    private(set) var taken: Set<Int> = []
    /// What was booked on each day.
    private(set) var booked: [Int: MicroDollars] = [:]
    var audit: RunAudit
    /// The fold of the events as they were stored, event by event.
    private(set) var board: Blackboard

    init(_ summary: RunSummary, audit: RunAudit) {
        self.summary = summary
        self.audit = audit
        board = Blackboard(run: summary.id)
    }

    /// The run as its rows have it; nil where they do not say all.
    var stored: Core.StoredRun? {
        guard summary.details != nil, rows.values.allSatisfy({ $0.added != nil }) else { return nil }
        let rows = rows.values.sorted { ($0.added ?? 0) < ($1.added ?? 0) }
        return Core.StoredRun(
            summary: summary, events: events.filter { !$0.type.hasPrefix("task.") },
            tasks: rows.map { row in
                StoredTask(
                    row: row, definition: row.added.map { events[$0 - 1].payload } ?? "",
                    outcome: row.told.map { events[$0 - 1].payload })
            })
    }

    /// What the run has booked and reserved under a ceiling; nothing where the ceiling is not over it.
    func total(under limit: BudgetLimit) -> MicroDollars {
        if limit.scope == .day { return (booked[Int(limit.key) ?? -1] ?? .zero) + summary.reserved }
        let key = SpendingLimits.key(of: limit.scope, issue: summary.issue, author: summary.author, day: 0)
        return key == limit.key ? summary.spent + summary.unknown + summary.reserved : .zero
    }

    /// What came in and no batch has taken in yet.
    var waiting: [InboxEntry] { inbox.filter { !taken.contains($0.number) } }

    mutating func take(_ batch: EventBatch) {
        summary = batch.summary
        events += batch.events
        taken.formUnion(batch.taken)
        for entry in batch.corrections { booked[entry.day] = entry.booked }
        if let ledger = batch.ledger { booked[ledger.day] = ledger.booked }
        for task in batch.tasks { rows[task.id] = task }
        for entry in batch.outbox { wanted[entry.kind] = max(wanted[entry.kind, default: 0], entry.wanted) }
    }

    /// What is wrong with the batch just taken in.
    mutating func check(_ batch: EventBatch) -> [String] {
        var findings: [String] = []
        var touched: Set<TaskID> = []
        for stored in batch.events {
            do {
                let event = try EventCodec.event(stored)
                for position in board.apply(event) { touched.insert(board.tasks[position].task.id) }
                if EventCodec.stored(event) != stored {
                    findings.append("event \(stored.sequence) changes when it is read and written again")
                }
            } catch {
                findings.append("event \(stored.sequence) can't be read again: \(error)")
            }
            audit.take(stored)
        }
        audit.take(letters: batch.taken, with: batch.events)
        audit.compare(batch.summary)
        findings += audit.takeFindings()
        if board.booked.filter({ $0.value != .zero }) != booked.filter({ $0.value != .zero }) {
            findings.append("what is booked by day is not what the events lead to")
        }
        if board.summary != batch.summary { findings.append("the run's row is not what its events lead to") }
        for id in touched.sorted() {
            guard let row = board.position(of: id).map({ board.row(at: $0) }) else { continue }
            if rows[id] != row { findings.append("the row of \(id) is not what the events lead to") }
            if let finding = audit.compare(row) { findings.append(finding) }
        }
        return findings
    }
}
