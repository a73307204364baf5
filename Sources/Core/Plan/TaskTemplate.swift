/// What many tasks have in common: one object for all of them, so that a plan of 100,000 tasks does not repeat it.
package final class TaskTemplate: Hashable, Sendable {
    /// The name of the agent that performs the tasks.
    package let uses: String
    /// Whether a task goes on with those of its needs that succeeded; otherwise one failed need skips it.
    package let gathers: Bool
    /// 1 (first) to 5.
    package let priority: Int
    package let retry: RetryPolicy
    /// What a task's final failure means.
    package let onFailure: FailurePolicy
    /// The checkpoint at which a person looks at what a task is to go on with, before it starts; nil: none.
    package let checkpoint: String?
    /// Names of which a task must be the only holder while it is at work, as `style`, `dna`, `shot/01`.
    package let locks: [String]
    /// Whether a task is skipped unless this holds when its needs are done.
    package let condition: Condition?
    /// What the workflow gives the agent.
    package let parameters: JSONValue

    package init(
        uses: String, gathers: Bool = false, priority: Int = 3, retry: RetryPolicy = RetryPolicy(),
        onFailure: FailurePolicy = .fail, checkpoint: String? = nil, locks: [String] = [],
        condition: Condition? = nil, parameters: JSONValue = .object([:])
    ) {
        self.uses = uses
        self.gathers = gathers
        self.priority = priority
        self.retry = retry
        self.onFailure = onFailure
        self.checkpoint = checkpoint
        self.locks = locks
        self.condition = condition
        self.parameters = parameters
    }

    /// Two objects that say the same are equal.
    package static func == (left: TaskTemplate, right: TaskTemplate) -> Bool {
        if left === right { return true }
        return left.uses == right.uses && left.gathers == right.gathers && left.priority == right.priority
            && left.retry == right.retry && left.onFailure == right.onFailure && left.checkpoint == right.checkpoint
            && left.locks == right.locks && left.condition == right.condition && left.parameters == right.parameters
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(uses)
        hasher.combine(gathers)
        hasher.combine(priority)
        hasher.combine(retry)
        hasher.combine(onFailure)
        hasher.combine(checkpoint)
        hasher.combine(locks)
        hasher.combine(condition)
        hasher.combine(parameters)
    }
}
