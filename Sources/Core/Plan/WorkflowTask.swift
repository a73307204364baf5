/// One task of a workflow, before it is expanded for a brief.
package struct WorkflowTask: Hashable, Sendable {
    package let id: String
    package let uses: String
    package let needs: [String]
    /// The assets for each of which there is one such task; nil for one task of the run as a whole.
    package let forEach: AssetGroup?
    /// The tasks of the asset before it that must have ended, well or not, before it starts: so a group is made one by one.
    package let follows: [String]
    package let condition: Condition?
    package let retry: RetryPolicy
    package let review: ReviewPolicy?
    package let priority: Int
    package let onFailure: FailurePolicy
    /// The checkpoint before it; a brief, the settings or nobody turns it on.
    package let checkpoint: String?
    package let locks: [String]
    /// The task that is done again, with what goes by it, where the checkpoint's gate sends it back; nil: what reviews have passed.
    package let revises: String?
    /// What the workflow gives the agent.
    package let parameters: JSONValue

    package init(
        id: String, uses: String, needs: [String] = [], forEach: AssetGroup? = nil, follows: [String] = [],
        condition: Condition? = nil, retry: RetryPolicy = RetryPolicy(), review: ReviewPolicy? = nil, priority: Int = 3,
        onFailure: FailurePolicy = .fail, checkpoint: String? = nil, locks: [String] = [],
        revises: String? = nil, parameters: JSONValue = .object([:])
    ) {
        self.id = id
        self.uses = uses
        self.needs = needs
        self.forEach = forEach
        self.follows = follows
        self.condition = condition
        self.retry = retry
        self.review = review
        self.priority = priority
        self.onFailure = onFailure
        self.checkpoint = checkpoint
        self.locks = locks
        self.revises = revises
        self.parameters = parameters
    }

    package var forEachAsset: Bool { forEach != nil }

    /// The same after other tasks.
    package func needing(_ needs: [String], following follows: [String]? = nil) -> WorkflowTask {
        WorkflowTask(
            id: id, uses: uses, needs: needs, forEach: forEach, follows: follows ?? self.follows, condition: condition,
            retry: retry, review: review, priority: priority, onFailure: onFailure, checkpoint: checkpoint,
            locks: locks, revises: revises, parameters: parameters)
    }
}
