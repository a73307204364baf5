package import Core

/// What a run may spend, and what it has spent or promised so far.
package struct BudgetAccount: Hashable, Sendable {
    /// The ceiling; nil where nothing limits the run.
    package let budget: MicroDollars?
    package let spent: MicroDollars
    /// Of calls whose outcome nobody knows: counted as spent.
    package let unknown: MicroDollars
    /// Of calls that are under way.
    package let reserved: MicroDollars

    package init(
        budget: MicroDollars?, spent: MicroDollars, unknown: MicroDollars = .zero, reserved: MicroDollars = .zero
    ) {
        self.budget = budget
        self.spent = spent
        self.unknown = unknown
        self.reserved = reserved
    }

    /// What is gone or may be.
    package var used: MicroDollars { spent + unknown }

    /// What a new reservation may take; nil without a budget, never under nought.
    package var free: MicroDollars? { budget.map { max(.zero, $0 - used - reserved) } }

    /// What is left of the budget once all that is under way is paid, 0–1; nil without a budget.
    package var remainingShare: Double? {
        guard let budget, let free else { return nil }
        return budget > .zero ? Double(free.count) / Double(budget.count) : 0
    }
}

extension Blackboard {
    /// The run's account as its events leave it.
    package var account: BudgetAccount {
        BudgetAccount(budget: budget, spent: spent, unknown: unknown, reserved: reserved)
    }
}
