/// A unit of work of one run: what performs it, what it needs first, and which asset it serves.
package struct PlanTask: Hashable, Sendable {
    package let id: TaskID
    /// The name of the agent that performs it.
    package let uses: String
    package var needs: [TaskID]
    /// Whether it goes on with those of its needs that succeeded; otherwise one failed need skips it.
    package let gathers: Bool
    /// The asset it serves; nil for a task of the run as a whole.
    package let asset: AssetKey?
    /// Which generation of the asset, from 1.
    package let attempt: Int
    /// 1 (first) to 5.
    package let priority: Int
    package let retry: RetryPolicy
    /// What its final failure means.
    package let onFailure: FailurePolicy
    /// The checkpoint at which a person looks at what it is to go on with, before it starts; nil: none.
    package let checkpoint: String?
    /// Names of which it must be the only holder while it is at work, as `style`, `dna`, `shot/01`.
    package let locks: [String]
    /// Whether the task is skipped unless this holds when its needs are done.
    package let condition: Condition?
    /// What the workflow gives the agent.
    package let parameters: JSONValue

    package init(
        id: TaskID, uses: String, needs: [TaskID] = [], gathers: Bool = false, asset: AssetKey? = nil, attempt: Int = 1,
        priority: Int = 3,
        retry: RetryPolicy = RetryPolicy(), onFailure: FailurePolicy = .fail, checkpoint: String? = nil,
        locks: [String] = [], condition: Condition? = nil, parameters: JSONValue = .object([:])
    ) {
        self.id = id
        self.uses = uses
        self.needs = needs
        self.gathers = gathers
        self.asset = asset
        self.attempt = attempt
        self.priority = priority
        self.retry = retry
        self.onFailure = onFailure
        self.checkpoint = checkpoint
        self.locks = locks
        self.condition = condition
        self.parameters = parameters
    }
}
