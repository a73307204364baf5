package import Core

/// One task as the events so far leave it.
package struct TaskState: Hashable, Sendable {
    package internal(set) var task: PlanTask
    package internal(set) var status = TaskStatus.pending
    package internal(set) var tries = 0
    package internal(set) var startedAt: Timestamp?
    package internal(set) var finishedAt: Timestamp?
    package internal(set) var output: JSONValue = .null
    /// What is missing from what was asked for, though the task succeeded.
    package internal(set) var shortfall: String?
    package internal(set) var failure: String?
    package internal(set) var reserved = MicroDollars.zero
    package internal(set) var spent = MicroDollars.zero
    package internal(set) var unknown = MicroDollars.zero
    /// Whether it was escalated for something that a person can mend, so that resuming the run tries again.
    package internal(set) var needsPerson = false
    /// When a retry is due, or a suspended try is given up.
    package internal(set) var due: Timestamp?
    /// What a late completion must name.
    package internal(set) var token: String?
    /// Position of the task that spawned it.
    package internal(set) var parent: Int?
    /// Whether it spawned tasks, and ends when they have.
    package internal(set) var isParent = false
    /// Whether it was skipped because its `when` did not hold.
    package internal(set) var isUncalledFor = false

    /// Needs that are not final yet, and of those that are, how many brought nothing.
    var openNeeds = 0
    var failedNeeds = 0
    /// Spawned tasks that are not final yet.
    var openChildren = 0
    /// Positions of the tasks that need this one.
    var dependents: [Int] = []

    init(_ task: PlanTask) { self.task = task }

    /// Whether those that need it can count on it.
    package var isSatisfied: Bool {
        status == .succeeded || isUncalledFor || status == .failed && task.onFailure == .degrade
    }

    package var row: TaskRow {
        TaskRow(
            id: task.id, uses: task.uses, status: status, tries: tries, startedAt: startedAt, finishedAt: finishedAt,
            spent: spent + unknown, error: failure)
    }
}
