package import Content
package import Core
package import Engine

/// The latest run of an issue, as far as it matters for what is said on the issue.
package struct RunFacts: Sendable {
    package let id: RunID
    package let status: RunStatus
    package let createdAt: Timestamp
    package let finishedAt: Timestamp?
    /// Nil where its events have been pruned.
    package let view: RunView?
    /// Whether whoever asked for it may approve what it spends.
    package let mayApproveOwn: Bool

    package init(_ summary: RunSummary, view: RunView?, mayApproveOwn: Bool) {
        id = summary.id
        status = summary.status
        createdAt = summary.createdAt
        finishedAt = summary.finishedAt
        self.view = view
        self.mayApproveOwn = mayApproveOwn
    }

    package var openGates: [GateState] { status.isFinal ? [] : view?.board.openGates ?? [] }
}
