/// Whose money a budget limits; but for the run's own, other runs spend of it too.
package enum BudgetScope: String, Hashable, Sendable, CaseIterable {
    case run, issue, person, repository
    /// A day of 24 hours in UTC.
    case day
}
