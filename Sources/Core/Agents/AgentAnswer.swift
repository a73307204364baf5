/// What an agent made of one try; its facts go into the log together with the outcome.
package struct AgentAnswer: Sendable {
    package let outcome: Outcome
    package let records: [RoomFact]
    package let spending: Spending

    package init(_ outcome: Outcome, records: [RoomFact] = [], spending: Spending = .nothing) {
        self.outcome = outcome
        self.records = records
        self.spending = spending
    }

    package enum Outcome: Hashable, Sendable {
        /// The output, small: long things go to the asset store and are named by their digest.
        ///
        /// `shortfall` says in one sentence what is missing from what was asked for; the run then ends partial.
        case done(JSONValue, shortfall: String? = nil)
        case failed(TaskFailure)
        /// More tasks; the task itself is done when all of them are, and what needs it waits for them too.
        case spawn([PlanTask], output: JSONValue)
        /// The answer comes later as a completion that names the token.
        case suspended(token: String, deadline: Timestamp)
    }
}
