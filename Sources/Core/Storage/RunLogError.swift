/// Why the log did not take or give something; each case is a different next step.
package enum RunLogError: Error, Hashable, Sendable {
    case alreadyLive(RunID)
    /// The batch would have reserved more than a shared budget holds, of which other runs have `others`.
    case overBudget(BudgetScope, others: MicroDollars)
    /// The log goes on after `sequence`, which the writer did not know.
    case conflict(sequence: Int)
    case unknownRun(RunID)
    /// Of an ended run that only its account is left of.
    case pruned(RunID, at: Timestamp)
    /// The disk is full or may not be written.
    case storage(reason: String, hint: String)
    /// What is stored can't be read.
    case damaged(reason: String)
    /// A newer version of the bot has stored what this one does not know.
    case newer(reason: String)
}

extension RunLogError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .alreadyLive(let run): "The issue already has a live run, \(run)."
        case .conflict: "Another process is writing this run. Run the command again to follow it."
        case .overBudget(let scope, let others):
            "The budget of the \(scope.rawValue) does not reach for another call: other runs have \(others) USD of it. "
                + "Run the command again."
        case .unknownRun(let run): "There is no run \(run) in this state folder. 'bot history' lists the runs."
        case .pruned(let run, let time):
            "The history of \(run) was pruned on \(time.description.prefix(10)); only its account is left. "
                + "'bot show \(run)' shows it."
        case .storage(let reason, let hint): "The history could not be written: \(reason). \(hint)"
        case .newer(let reason):
            "The history could not be read: \(reason). Update the bot, or choose another folder with --state."
        case .damaged(let reason): "The history could not be read: \(reason). 'bot doctor' checks the state folder."
        }
    }
}
