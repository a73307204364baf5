/// What a run is made of, frozen when it starts.
package struct RunCharter: Hashable, Sendable {
    package let issue: IssueIdentity
    package let issueTitle: String
    package let issueURL: String?
    package let author: String
    package let brief: Brief
    package let workflow: String
    /// Of brief, base seed, workflow, model and the settings that matter: an equal one is the same request.
    package let requestDigest: String
    package let estimate: Estimate
    /// What the run may spend; nil where only the settings' budgets bind.
    package let budget: MicroDollars?
    package let createdAt: Timestamp
    /// The settings' own text as it was when the run began, empty for the defaults; later edits of the file are not this run's.
    package let settings: String
    /// The models that the run may call, and the repository's own descriptions of them, as they were when it began; null where
    /// nothing was kept of them.
    package let models: JSONValue
    /// What the process that goes on with the run must know and the brief does not say: `git`, `branch`.
    package let delivery: JSONValue

    package init(
        issue: IssueIdentity, issueTitle: String, issueURL: String?, author: String, brief: Brief, workflow: String,
        requestDigest: String, estimate: Estimate, budget: MicroDollars?, createdAt: Timestamp, settings: String = "",
        models: JSONValue = .null, delivery: JSONValue
    ) {
        self.issue = issue
        self.issueTitle = issueTitle
        self.issueURL = issueURL
        self.author = author
        self.brief = brief
        self.workflow = workflow
        self.requestDigest = requestDigest
        self.estimate = estimate
        self.budget = budget
        self.createdAt = createdAt
        self.settings = settings
        self.models = models
        self.delivery = delivery
    }
}
