/// What the final failure of a task means to the run, once the first two levels of recovery have been tried.
package enum FailurePolicy: String, Hashable, Sendable, CaseIterable {
    /// A person decides; what does not need the task goes on meanwhile.
    case ask
    /// The task fails; what gathers several goes on without it, what needs it alone does not start.
    case fail
    /// What needs it goes on without it, and the run ends partial.
    case degrade
    /// It was optional: what needs it goes on without it, and nothing is missing.
    case skip
}
