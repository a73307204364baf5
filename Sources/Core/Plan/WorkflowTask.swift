/// One task of a workflow, before it is expanded for a brief.
package struct WorkflowTask: Hashable, Sendable {
    package let id: String
    package let uses: String
    package let needs: [String]
    /// Whether there is one such task for each asset of the brief.
    package let forEachAsset: Bool
    package let condition: Condition?
    package let retry: RetryPolicy
    package let review: ReviewPolicy?
    package let priority: Int
    package let onFailure: FailurePolicy
    /// The checkpoint before it; a brief, the settings or nobody turns it on.
    package let checkpoint: String?
    package let locks: [String]
    /// What the workflow gives the agent.
    package let parameters: JSONValue

    package init(
        id: String, uses: String, needs: [String] = [], forEachAsset: Bool = false, condition: Condition? = nil,
        retry: RetryPolicy = RetryPolicy(), review: ReviewPolicy? = nil, priority: Int = 3,
        onFailure: FailurePolicy = .fail, checkpoint: String? = nil, locks: [String] = [],
        parameters: JSONValue = .object([:])
    ) {
        self.id = id
        self.uses = uses
        self.needs = needs
        self.forEachAsset = forEachAsset
        self.condition = condition
        self.retry = retry
        self.review = review
        self.priority = priority
        self.onFailure = onFailure
        self.checkpoint = checkpoint
        self.locks = locks
        self.parameters = parameters
    }

    /// The same after other tasks.
    func needing(_ needs: [String]) -> WorkflowTask {
        WorkflowTask(
            id: id, uses: uses, needs: needs, forEachAsset: forEachAsset, condition: condition, retry: retry,
            review: review, priority: priority, onFailure: onFailure, checkpoint: checkpoint, locks: locks,
            parameters: parameters)
    }
}
