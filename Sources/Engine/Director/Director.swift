package import Core

/// The run's director: how much to spend, when to save, and when to ask a person.
///
/// It decides and does nothing itself; whoever calls it makes an event of what it says.
package struct Director: Hashable, Sendable {
    package let rules: DirectorRules

    package init(rules: DirectorRules = DirectorRules()) { self.rules = rules }

    /// Who goes on with a failure.
    package enum Escalation: Hashable, Sendable {
        case retry
        /// `because` is one sentence for people.
        case person(because: String)
    }

    /// How the rest of the run is bought.
    package enum Strategy: Hashable, Sendable {
        case goOn
        /// Cheaper models from here on; `because` is what is said aloud.
        case reduceQuality(because: String)
    }

    /// Where the money leads.
    package enum Outlook: Hashable, Sendable {
        case withinBudget(predicted: MicroDollars)
        /// Document 003's `COST_OVERRUN_WARNING`: the whole will likely cost more than the budget.
        case costOverrun(predicted: MicroDollars, over: MicroDollars)
        /// Document 003's `FORCE_ABORT`: not even the cheapest of what is open can be bought any more.
        case forceAbort(predicted: MicroDollars, missing: MicroDollars)
    }

    /// The budget that suits a video of so many seconds (`allocate_budget`); nil where that is no amount.
    package func budget(forVideoOf seconds: Double, tier: QualityTier) -> MicroDollars? {
        guard seconds >= 0 else { return nil }
        return MicroDollars(dollars: rules.perVideoSecond.dollars * seconds).flatMap { scaled($0, by: tier) }
    }

    /// The budget that suits a plan: what it likely costs, times the tier's multiplier; nil where that is no amount.
    package func budget(for estimate: Estimate, tier: QualityTier) -> MicroDollars? {
        scaled(estimate.likely, by: tier)
    }

    /// Whether a person is asked (`evaluate_escalation`); without a budget no cost is too high by itself.
    package func escalation(of failure: FailureReport, budget: MicroDollars?) -> Escalation {
        if failure.retries >= rules.retriesBeforePerson {
            return .person(because: "it has failed after \(failure.retries) retries")
        }
        if let budget, rules.costlyFailure.isExceeded(by: failure.costImpact, of: budget) {
            return .person(because: "going on would cost \(failure.costImpact) USD of a budget of \(budget) USD")
        }
        if failure.severity >= rules.gravest {
            return .person(because: "nothing goes on without a decision")
        }
        return .retry
    }

    /// Whether cheaper models take over (`adjust_strategy`); what is reserved is not used yet.
    package func strategy(for account: BudgetAccount) -> Strategy {
        guard let budget = account.budget, rules.thriftBeyond.isExceeded(by: account.used, of: budget) else {
            return .goOn
        }
        return .reduceQuality(
            because: "\(account.used) of \(budget) USD are spent, so cheaper models make the rest")
    }

    /// What the run will likely have cost in the end: what is gone and under way, and the open work with its likely attempts.
    package func predictedFinal(_ account: BudgetAccount, open: [OpenWork]) -> MicroDollars {
        open.reduce(account.used + account.reserved) { sum, work in
            let (total, overflow) = sum.count.addingReportingOverflow(work.likely.count)
            return MicroDollars(overflow ? .max : total)
        }
    }

    /// Whether the run stays within its budget, will pass it, or can buy nothing more.
    ///
    /// Work that costs nothing never ends a run, nor does a budget that is used up when nothing is left to buy. What is
    /// reserved may come back, so that nothing is ended before calls under way are settled.
    package func outlook(_ account: BudgetAccount, open: [OpenWork]) -> Outlook {
        let predicted = predictedFinal(account, open: open)
        guard let budget = account.budget, predicted > budget else { return .withinBudget(predicted: predicted) }
        let cheapest = open.map(\.price).filter { $0 > .zero }.min()
        if let cheapest, account.reserved == .zero, !open.contains(where: { $0.price == .zero }) {
            let left = budget - account.used
            if cheapest > left { return .forceAbort(predicted: predicted, missing: cheapest - left) }
        }
        return .costOverrun(predicted: predicted, over: predicted - budget)
    }

    /// Rounded up to a whole micro-dollar.
    private func scaled(_ amount: MicroDollars, by tier: QualityTier) -> MicroDollars? {
        let (thousandths, overflow) = amount.count.multipliedReportingOverflow(by: rules.tierThousandths[tier] ?? 1000)
        guard !overflow else { return nil }
        return MicroDollars(thousandths / 1000 + (thousandths % 1000 > 0 ? 1 : 0))
    }
}
