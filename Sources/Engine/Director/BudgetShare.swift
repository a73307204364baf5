package import Core

/// A part of a whole as two whole numbers, so that a boundary is met exactly: 20 of 120.
package struct BudgetShare: Hashable, Sendable {
    package let part: Int64
    package let whole: Int64

    /// `whole` is above 0.
    package init(_ part: Int64, of whole: Int64) {
        precondition(whole > 0 && part >= 0, "a share is of something")
        self.part = part
        self.whole = whole
    }

    /// Whether an amount is more than this share of a budget, which itself is not; any amount is more than a share of nothing.
    package func isExceeded(by amount: MicroDollars, of budget: MicroDollars) -> Bool {
        guard amount > .zero else { return false }
        guard budget > .zero else { return true }
        let left = amount.count.multipliedFullWidth(by: whole)
        let right = budget.count.multipliedFullWidth(by: part)
        return (left.high, left.low) > (right.high, right.low)
    }
}
