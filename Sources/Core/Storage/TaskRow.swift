/// A task in one row, derived from its run's events.
package struct TaskRow: Hashable, Sendable {
    package let id: TaskID
    package let uses: String
    package let status: TaskStatus
    package let tries: Int
    package let startedAt: Timestamp?
    package let finishedAt: Timestamp?
    package let spent: MicroDollars
    /// What its last failure said; nil where there was none.
    package let error: String?

    package init(
        id: TaskID, uses: String, status: TaskStatus, tries: Int, startedAt: Timestamp?, finishedAt: Timestamp?,
        spent: MicroDollars, error: String?
    ) {
        self.id = id
        self.uses = uses
        self.status = status
        self.tries = tries
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.spent = spent
        self.error = error
    }
}
