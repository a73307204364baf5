/// The late answer to a suspended try, from any process; the same (task, try) counts once.
package struct TaskCompletion: Hashable, Sendable {
    package let task: TaskID
    package let tryNumber: Int
    package let token: String
    package let output: JSONValue
    /// What is missing from what was asked for, in one sentence; nil where nothing is.
    package let shortfall: String?
    /// Nil where the work succeeded.
    package let failure: TaskFailure?
    /// What the try cost, without what was booked when it was suspended.
    package let spending: Spending
    /// What goes into the log with it: the assets that were made.
    package let records: [RoomFact]

    package init(
        task: TaskID, tryNumber: Int, token: String, output: JSONValue, shortfall: String? = nil,
        failure: TaskFailure?, spending: Spending = .nothing, records: [RoomFact] = []
    ) {
        self.task = task
        self.tryNumber = tryNumber
        self.token = token
        self.output = output
        self.shortfall = shortfall
        self.failure = failure
        self.spending = spending
        self.records = records
    }
}
