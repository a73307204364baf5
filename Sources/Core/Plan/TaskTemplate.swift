/// What many tasks have in common: one object for all of them, so that a plan of 100,000 tasks does not repeat it.
package final class TaskTemplate: Hashable, Sendable {
    /// The name of the agent that performs the tasks.
    package let uses: String
    /// Whether a task goes on with those of its needs that succeeded; otherwise one failed need skips it.
    package let gathers: Bool
    /// 1 (first) to 5.
    package let priority: Int
    package let retry: RetryPolicy
    /// Whether a task is skipped unless this holds when its needs are done.
    package let condition: Condition?
    /// What the workflow gives the agent.
    package let parameters: JSONValue

    package init(
        uses: String, gathers: Bool = false, priority: Int = 3, retry: RetryPolicy = RetryPolicy(),
        condition: Condition? = nil, parameters: JSONValue = .object([:])
    ) {
        self.uses = uses
        self.gathers = gathers
        self.priority = priority
        self.retry = retry
        self.condition = condition
        self.parameters = parameters
    }

    /// Two objects that say the same are equal.
    package static func == (left: TaskTemplate, right: TaskTemplate) -> Bool {
        if left === right { return true }
        return left.uses == right.uses && left.gathers == right.gathers && left.priority == right.priority
            && left.retry == right.retry && left.condition == right.condition && left.parameters == right.parameters
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(uses)
        hasher.combine(gathers)
        hasher.combine(priority)
        hasher.combine(retry)
        hasher.combine(condition)
        hasher.combine(parameters)
    }
}
