import Core

extension RunAudit {
    /// Holds the run's row against the audit's own reckoning.
    mutating func compare(_ summary: RunSummary) {
        let own = [spent, unknown, reserved]
        if [summary.spent, summary.unknown, summary.reserved] != own {
            object("the run's row says \(summary.spent), \(summary.unknown), \(summary.reserved) in place of \(own)")
        }
        if summary.budget != budget {
            object("the run's row says a budget of \(summary.budget?.description ?? "none")")
        }
        if summary.status != status {
            object("the run's row says \(summary.status.rawValue) in place of \(status.rawValue)")
        }
        if summary.lastSequence != lastSequence { object("the run's row ends with event \(summary.lastSequence)") }
        if summary.assets != served.count { object("the run's row counts \(summary.assets) assets of \(served.count)") }
    }

    /// Holds a task's row against the audit's own reckoning; nil where they agree.
    func compare(_ row: TaskRow) -> String? {
        guard let task = tasks[row.id] else { return "a row for \(row.id), which nobody added" }
        let needs = task.needs.compactMap { tasks[$0] }
        let status =
            task.status == .pending && needs.allSatisfy(\.status.isFinal) ? TaskStatus.ready : task.status
        guard row.status == status, row.tries == task.tries, row.spent == task.spent + task.unknown else {
            return "the row of \(row.id) says \(row.status.rawValue), try \(row.tries), \(row.spent) in place of "
                + "\(status.rawValue), \(task.tries), \(task.spent + task.unknown)"
        }
        return nil
    }
}
