package import Core

extension Blackboard {
    /// The run in one row; nil before the run was created.
    package var summary: RunSummary? {
        guard let charter else { return nil }
        return RunSummary(
            id: run, issue: charter.issue, issueTitle: charter.issueTitle, author: charter.author, status: status,
            requestDigest: charter.requestDigest, createdAt: charter.createdAt, finishedAt: finishedAt,
            reserved: reserved, spent: spent, unknown: unknown, budget: charter.budget, assets: servedAssets.count,
            lastSequence: lastSequence, tasks: tasks.count, barrenResumes: barrenResumes)
    }
}
