package import Core

/// What one decision leads to: what must be durable first, and what is to be done then.
package struct Step: Sendable {
    package internal(set) var events: [Event] = []
    /// Positions of the tasks whose rows changed; in order and each once when the step is handed over.
    package internal(set) var changed: [Int] = []
    package internal(set) var actions: [Action] = []
    /// How the run's money stands after it; nil where it moves none.
    package internal(set) var ledger: LedgerEntry?
    /// The shared ceilings under which it reserves; none where it reserves nothing.
    package internal(set) var limits: [BudgetLimit] = []

    /// Whether something happened that people should see.
    package internal(set) var isNews = false

    package enum Action: Sendable {
        case start(TaskOrder)
        /// Cuts a running try short; its answer still comes.
        case abort(TaskID)
        /// Wants to be told what other runs have booked and reserved.
        case askTotals
        /// Nothing more can be done in this process: the run has ended, waits, or was interrupted.
        case leave
    }
}
