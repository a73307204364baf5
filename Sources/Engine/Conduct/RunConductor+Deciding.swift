import Core

/// What the machine decides becomes durable, or is decided anew where the shared budgets have changed meanwhile.
extension RunConductor {
    /// Makes a run durable under its plan.
    func created(
        _ run: RunID, charter: RunCharter, plan: consuming [PlanTask]
    ) async throws(RunLogError) -> (RunMachine, Step) {
        var totals = try await totals(for: charter, of: run)
        // Only a run that shares a budget can be refused, and a large plan is not kept for nothing.
        let kept = policy.buying.limits == .none ? [] : plan
        var next = consume plan
        while true {
            var machine = RunMachine(board: Blackboard(run: run), policy: policy)
            machine.learn(totals)
            let founding = RunFounding(
                machine, charter: charter, plan: consume next, at: time.now(), owesComment: announcer != nil,
                keepsEvents: observer != nil)
            do throws(RunLogError) {
                guard founding.hasSeveralBatches else { return try await log.create(from: founding).founded() }
                return try await log.create(from: BatchesAhead(founding)).finished().founded()
            } catch {
                guard case .overBudget(let scope, let others) = error else { throw error }
                totals[scope] = others
                next = kept
            }
        }
    }

    /// Tells the machine what happened and makes durable what it decides; again, where other runs have used up meanwhile what it
    /// was about to reserve.
    func take(
        _ inputs: [Input], into machine: inout RunMachine, at now: Timestamp
    ) async throws(RunLogError) -> Step {
        var inputs = inputs
        while true {
            // Only a run that shares a budget can be refused, and a large run is not copied for nothing.
            let before = policy.buying.limits == .none ? nil : machine
            let step = machine.take(inputs, at: now)
            guard let batch = step.batch(of: machine.board, owesComment: announcer != nil) else { return step }
            do throws(RunLogError) {
                try await log.append(batch)
                return step
            } catch {
                guard case .overBudget(let scope, let others) = error, let before else { throw error }
                machine = before
                inputs.append(.totals([scope: others]))  // After those that were told before, which it corrects.
            }
        }
    }

    /// What other runs have booked and reserved of the budgets that a run shares with them.
    func totals(
        for charter: RunCharter, of run: RunID
    ) async throws(RunLogError) -> [BudgetScope: MicroDollars] {
        let limits = policy.buying.limits.limits(for: charter.issue, author: charter.author, on: time.now().day)
        return limits.isEmpty ? [:] : try await log.totals(of: limits, besides: run)
    }
}
