package import Core

extension Blackboard {
    /// What the run has booked on each day, the last with what it holds reserved; empty where it has moved no money.
    package var ledger: [LedgerEntry] {
        let days = booked.keys.sorted()
        guard let last = days.last else {
            return reserved == .zero
                ? [] : [LedgerEntry(day: charter?.createdAt.day ?? 0, booked: .zero, reserved: reserved)]
        }
        return days.map { day in
            LedgerEntry(day: day, booked: booked[day] ?? .zero, reserved: day == last ? reserved : .zero)
        }
    }

    /// The run in one row; nil before the run was created.
    package var summary: RunSummary? {
        guard let charter else { return nil }
        return RunSummary(
            id: run, issue: charter.issue, issueTitle: charter.issueTitle, author: charter.author, status: status,
            requestDigest: charter.requestDigest, createdAt: charter.createdAt, finishedAt: finishedAt,
            reserved: reserved, spent: spent, unknown: unknown, budget: budget, assets: servedAssets.count, due: due,
            lastSequence: lastSequence, details: details)
    }

    /// When a run that waits wants to be looked at; one at work looks after itself.
    private var due: Timestamp? {
        guard status == .waiting else { return nil }
        let answers = tasks.lazy.filter { $0.status == .waiting && $0.token != nil }.compactMap(\.due)
        return (gates.compactMap(\.due) + answers + [dayOfNewBudget].compactMap { $0 }).min()
    }

    /// When a budget of the day that is used up begins anew; nil where another one is in the way, or none.
    private var dayOfNewBudget: Timestamp? {
        guard spendingStop?.scope == BudgetScope.day.rawValue, openGates.contains(where: { $0.gate.kind == .budget })
        else { return nil }
        return waitingSince?.nextDay
    }
}
