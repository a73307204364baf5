/// A unit of work of one run: what performs it, what it needs first, and which asset it serves.
package struct PlanTask: Hashable, Sendable {
    package let id: TaskID
    package var needs: [TaskID]
    /// The asset it serves; nil for a task of the run as a whole.
    package let asset: AssetKey?
    /// What it shares with others.
    package private(set) var template: TaskTemplate
    /// Narrow, and last: a hundred thousand may be in memory.
    private let attemptNumber: Int32

    package init(
        id: TaskID, template: TaskTemplate, needs: [TaskID] = [], asset: AssetKey? = nil, attempt: Int = 1
    ) {
        self.id = id
        self.needs = needs
        self.asset = asset
        attemptNumber = Int32(clamping: attempt)
        self.template = template
    }

    /// Which generation of the asset, from 1.
    package var attempt: Int { Int(attemptNumber) }

    package init(
        id: TaskID, uses: String, needs: [TaskID] = [], gathers: Bool = false, asset: AssetKey? = nil, attempt: Int = 1,
        priority: Int = 3, retry: RetryPolicy = RetryPolicy(), onFailure: FailurePolicy = .fail,
        checkpoint: String? = nil, locks: [String] = [], condition: Condition? = nil,
        parameters: JSONValue = .object([:])
    ) {
        let template = TaskTemplate(
            uses: uses, gathers: gathers, priority: priority, retry: retry, onFailure: onFailure,
            checkpoint: checkpoint, locks: locks, condition: condition, parameters: parameters)
        self.init(id: id, template: template, needs: needs, asset: asset, attempt: attempt)
    }

    /// The name of the agent that performs it.
    package var uses: String { template.uses }
    /// Whether it goes on with those of its needs that succeeded; otherwise one failed need skips it.
    package var gathers: Bool { template.gathers }
    /// 1 (first) to 5.
    package var priority: Int { template.priority }
    package var retry: RetryPolicy { template.retry }
    /// What its final failure means.
    package var onFailure: FailurePolicy { template.onFailure }
    /// The checkpoint at which a person looks at what it is to go on with, before it starts; nil: none.
    package var checkpoint: String? { template.checkpoint }
    /// Names of which it must be the only holder while it is at work, as `style`, `dna`, `shot/01`.
    package var locks: [String] { template.locks }
    /// Whether the task is skipped unless this holds when its needs are done.
    package var condition: Condition? { template.condition }
    /// What the workflow gives the agent.
    package var parameters: JSONValue { template.parameters }

    /// Takes over another task's template where it says the same, so that it is in memory once.
    package mutating func share(with other: PlanTask?) {
        if let other, other.template !== template, other.template == template { template = other.template }
    }
}
