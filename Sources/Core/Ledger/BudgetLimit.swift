/// One ceiling: what all runs that share it may have booked and reserved together.
package struct BudgetLimit: Hashable, Sendable {
    package let scope: BudgetScope
    /// Which issue, person, repository or day; see `SpendingLimits`.
    package let key: String
    package let amount: MicroDollars

    package init(_ scope: BudgetScope, key: String, amount: MicroDollars) {
        self.scope = scope
        self.key = key
        self.amount = amount
    }
}
