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
    /// The sequence of the event that says what the task is; nil in a row that an older bot has written.
    package let added: Int?
    /// The sequence of the event that says what it put out; nil where it put out nothing.
    package let told: Int?
    /// What else the engine keeps of it, as one JSON object; empty for most tasks.
    package let details: String

    package init(
        id: TaskID, uses: String, status: TaskStatus, tries: Int, startedAt: Timestamp?, finishedAt: Timestamp?,
        spent: MicroDollars, error: String?, added: Int? = nil, told: Int? = nil, details: String = ""
    ) {
        self.id = id
        self.uses = uses
        self.status = status
        self.tries = tries
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.spent = spent
        self.error = error
        self.added = added
        self.told = told
        self.details = details
    }

    /// Whether a stored row says the same as this one; what an older bot did not write into it is not asked for.
    package func agrees(with stored: TaskRow) -> Bool {
        guard stored.added == nil else { return self == stored }
        return TaskRow(
            id: id, uses: uses, status: status, tries: tries, startedAt: startedAt, finishedAt: finishedAt,
            spent: spent, error: error) == stored
    }
}
