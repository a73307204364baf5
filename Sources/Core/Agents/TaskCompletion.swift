/// The late answer to a suspended try, from any process; the same (task, try) counts once.
package struct TaskCompletion: Hashable, Sendable {
    package let task: TaskID
    package let tryNumber: Int
    package let token: String
    package let output: JSONValue
    /// Nil where the work succeeded.
    package let failure: TaskFailure?
    /// What the try cost, without what was booked when it was suspended.
    package let spending: Spending

    package init(
        task: TaskID, tryNumber: Int, token: String, output: JSONValue, failure: TaskFailure?,
        spending: Spending = .nothing
    ) {
        self.task = task
        self.tryNumber = tryNumber
        self.token = token
        self.output = output
        self.failure = failure
        self.spending = spending
    }
}
