/// A run in one row, derived from its events: what `history` lists and a claim looks at.
package struct RunSummary: Hashable, Sendable {
    package let id: RunID
    package let issue: IssueIdentity
    package let issueTitle: String
    package let author: String
    package let status: RunStatus
    package let requestDigest: String
    package let createdAt: Timestamp
    package let finishedAt: Timestamp?
    package let reserved: MicroDollars
    package let spent: MicroDollars
    package let unknown: MicroDollars
    package let budget: MicroDollars?
    /// Distinct asset keys that have been produced.
    package let assets: Int
    /// When the run next wants to be looked at though nobody does anything: a reminder, a time-out, a retry; nil: never.
    package let due: Timestamp?
    /// Sequence of the last event that the row takes in.
    package let lastSequence: Int
    /// What else the engine keeps of the run as a whole, as one JSON object; nil in a row that an older bot has written.
    package let details: String?
    /// When the run's events were removed, which no event tells; nil while they are kept.
    package let prunedAt: Timestamp?

    package init(
        id: RunID, issue: IssueIdentity, issueTitle: String, author: String, status: RunStatus, requestDigest: String,
        createdAt: Timestamp, finishedAt: Timestamp?, reserved: MicroDollars, spent: MicroDollars,
        unknown: MicroDollars, budget: MicroDollars?, assets: Int, due: Timestamp? = nil, lastSequence: Int,
        prunedAt: Timestamp? = nil, details: String? = nil
    ) {
        self.id = id
        self.issue = issue
        self.issueTitle = issueTitle
        self.author = author
        self.status = status
        self.requestDigest = requestDigest
        self.createdAt = createdAt
        self.finishedAt = finishedAt
        self.reserved = reserved
        self.spent = spent
        self.unknown = unknown
        self.budget = budget
        self.assets = assets
        self.due = due
        self.lastSequence = lastSequence
        self.prunedAt = prunedAt
        self.details = details
    }

    /// Whether a stored row says the same as this one; what an older bot did not write into it is not asked for, nor what no
    /// event tells.
    package func agrees(with stored: RunSummary) -> Bool {
        RunSummary(
            id: id, issue: issue, issueTitle: issueTitle, author: author, status: status,
            requestDigest: requestDigest, createdAt: createdAt, finishedAt: finishedAt, reserved: reserved,
            spent: spent, unknown: unknown, budget: budget, assets: assets, due: due, lastSequence: lastSequence,
            prunedAt: stored.prunedAt, details: stored.details == nil ? nil : details)
            == stored
    }
}
