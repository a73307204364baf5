package import Core

/// Budgets as ceilings: what may still be spent, and what is said when that becomes little.
extension RunMachine {
    /// The ceilings that the run shares with others, as people have raised them for it.
    package var limits: [BudgetLimit] {
        guard let charter = board.charter else { return [] }
        return policy.buying.limits.limits(for: charter.issue, author: charter.author, on: time.day).map { limit in
            BudgetLimit(
                limit.scope, key: limit.key, amount: max(limit.amount, board.raised[limit.scope] ?? limit.amount))
        }
    }

    /// Tells what other runs have booked and reserved.
    package mutating func learn(_ totals: [BudgetScope: MicroDollars]) {
        buying.totals.merge(totals) { _, new in new }
        buying.areTotalsFresh = true
        buying.isAsking = false
    }

    /// Whether nothing more is bought.
    var isStopped: Bool { buying.isStopConfirmed && board.spendingStop != nil }

    /// What a call may cost at most; nil where no budget binds.
    var room: MicroDollars? {
        ceilings.map { $0.amount - $0.booked - board.reserved }.min()
    }

    /// Whether little of the run's budget is left.
    var isScarce: Bool { board.account.remainingShare.map { $0 < ModelRouter.scarceShare } ?? false }

    private struct Ceiling {
        let scope: BudgetScope
        let amount: MicroDollars
        /// What is booked for certain: by this run, and by others with what they have reserved.
        let booked: MicroDollars
    }

    private var ceilings: [Ceiling] {
        let own = board.spent + board.unknown
        var ceilings = board.budget.map { [Ceiling(scope: .run, amount: $0, booked: own)] } ?? []
        for limit in limits {
            let mine = limit.scope == .day ? board.booked[time.day] ?? .zero : own
            ceilings.append(
                Ceiling(
                    scope: limit.scope, amount: limit.amount, booked: mine + (buying.totals[limit.scope] ?? .zero)))
        }
        return ceilings
    }

    /// Goes on with cheaper models once most of the run's budget is used; said once, when the next call is to be made.
    mutating func lowerTier(for brief: Brief) {
        guard !isStopped, board.loweredTier == nil, brief.quality > .fast, brief.model == nil,
            case .reduceQuality(let reason) = policy.buying.director.strategy(for: board.account)
        else { return }
        step.isNews = true
        emit(.tierLowered(.fast, reason: reason))
    }

    /// Says so, and buys nothing more, once it is certain that what is held can't be bought, whatever comes back of the
    /// reservations of this run.
    mutating func stopSpending() {
        guard !isStopped, let (ceiling, price) = firstPassed else { return }
        // Others may have spent less meanwhile than when their totals were told.
        if ceiling.scope != .run, !buying.areTotalsFresh {
            if !buying.isAsking { step.actions.append(.askTotals) }
            buying.isAsking = true
            return
        }
        buying.isStopConfirmed = true
        guard board.spendingStop?.scope != ceiling.scope.rawValue else { return }
        step.isNews = true
        emit(
            .spendingStopped(
                scope: ceiling.scope.rawValue,
                reason: "the budget of \(ceiling.amount) USD for the \(ceiling.scope.rawValue) is used up: "
                    + "\(ceiling.booked) USD are spent\(ceiling.scope == .run ? "" : " or reserved by all runs"), and the "
                    + "next call may cost \(price) USD; everything made so far is kept"))
    }

    private var firstPassed: (ceiling: Ceiling, price: MicroDollars)? {
        guard !buying.heldForMoney.isEmpty else { return nil }
        let ceilings = ceilings
        for held in buying.heldForMoney {
            if let passed = ceilings.first(where: { $0.booked + held.price > $0.amount }) {
                return (passed, held.price)
            }
        }
        return nil
    }

    /// The least that the budget which stopped the run would have to be, for all that is held to be bought.
    package var neededBudget: MicroDollars? {
        guard let scope = board.spendingStop?.scope, let ceiling = ceilings.first(where: { $0.scope.rawValue == scope })
        else { return nil }
        return buying.heldForMoney.reduce(ceiling.booked + board.reserved) { $0 + $1.price }
    }

    /// Warns once when what is spent and what is still to be bought are likely to pass the run's budget.
    mutating func forecast() {
        guard let budget = board.budget, board.predictedOverrun == nil, !buying.prices.isEmpty else { return }
        let open = board.tasks.lazy.filter { !$0.status.isFinal && $0.reserved == .zero && !$0.isParent }
            .compactMap { [prices = buying.prices] in prices[$0.task.uses] }.map { OpenWork(price: $0) }
        let predicted = policy.buying.director.predictedFinal(board.account, open: Array(open))
        guard predicted > budget else { return }
        step.isNews = true
        emit(.costOverrunWarned(predicted: predicted, budget: budget))
    }

    /// How the money stands after a step that has moved some; nil after any other.
    func ledger(since earlier: LedgerEntry) -> LedgerEntry? {
        let entry = ledger
        return entry.booked == earlier.booked && entry.reserved == earlier.reserved ? nil : entry
    }

    var ledger: LedgerEntry {
        LedgerEntry(day: time.day, booked: board.booked[time.day] ?? .zero, reserved: board.reserved)
    }
}
