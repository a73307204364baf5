/// What the orders of one run have in common: one object for all of them, as an order is handed on many times.
package final class OrderFrame: Sendable {
    let run: RunID
    let issue: IssueIdentity
    let issueTitle: String
    let createdAt: Timestamp
    let brief: Brief

    package init(run: RunID, charter: RunCharter) {
        self.run = run
        issue = charter.issue
        issueTitle = charter.issueTitle
        createdAt = charter.createdAt
        brief = charter.brief
    }

    init(run: RunID, issue: IssueIdentity, issueTitle: String, createdAt: Timestamp, brief: Brief) {
        self.run = run
        self.issue = issue
        self.issueTitle = issueTitle
        self.createdAt = createdAt
        self.brief = brief
    }
}
