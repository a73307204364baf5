/// Why a run waits for a person.
package enum GateKind: String, Hashable, Sendable, CaseIterable {
    /// A checkpoint: what was made so far is looked at before the run goes on.
    case approval
    /// The brief can be read in more than one way.
    case clarification
    /// What is left to buy does not fit the budget.
    case budget
    /// A task failed on the first two levels of recovery.
    case humanReview
}
