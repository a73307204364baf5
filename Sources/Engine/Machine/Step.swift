package import Core

/// What one decision leads to: what must be durable first, and what is to be done then.
package struct Step: Sendable {
    package internal(set) var events: [Event] = []
    /// Positions of the tasks whose rows changed; in order and each once when the step is handed over.
    package internal(set) var changed: [Int] = []
    package internal(set) var actions: [Action] = []
    /// Numbers of the inbox's entries that the step takes in, whether they changed anything or not.
    package internal(set) var taken: [Int] = []
    /// How the run's money stands after it; nil where it moves none.
    package internal(set) var ledger: LedgerEntry?
    /// What earlier days come to by now; only where the run's money is told too.
    package internal(set) var corrections: [LedgerEntry] = []
    /// The shared ceilings under which it reserves; none where it reserves nothing.
    package internal(set) var limits: [BudgetLimit] = []

    /// Whether something happened that people should see.
    package internal(set) var isNews = false

    package enum Action: Sendable {
        case start(TaskOrder)
        /// Cuts a running try short; its answer still comes.
        case abort(TaskID)
        /// Tells the agent of a suspended try that its answer is not wanted any more.
        case abandon(TaskOrder, token: String)
        /// Wants to be told what other runs have booked and reserved.
        case askTotals
        /// Nothing more can be done in this process: the run has ended, waits, or was interrupted.
        case leave
    }
}
