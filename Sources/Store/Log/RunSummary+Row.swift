import Core

extension RunSummary {
    /// Whether a run's row, written for the one, need only be given the other's sequence.
    func saysTheSame(as other: RunSummary) -> Bool {
        status == other.status && spent == other.spent && reserved == other.reserved && unknown == other.unknown
            && assets == other.assets && due == other.due && finishedAt == other.finishedAt && budget == other.budget
            && createdAt == other.createdAt && details == other.details && issueTitle == other.issueTitle
            && author == other.author && requestDigest == other.requestDigest && issue == other.issue
    }
}
