/// What came of a try that had been given up: it was paid for all the same, and its answer came later.
package struct LateAnswer: Hashable, Sendable {
    package let tryNumber: Int
    package let output: JSONValue
    /// Nil where the work succeeded.
    package let failure: TaskFailure?
    /// What the try cost after all.
    package let spending: Spending
    /// What had been booked for it as of unknown outcome; `spending` takes its place.
    package let released: MicroDollars

    package init(
        tryNumber: Int, output: JSONValue, failure: TaskFailure?, spending: Spending, released: MicroDollars
    ) {
        self.tryNumber = tryNumber
        self.output = output
        self.failure = failure
        self.spending = spending
        self.released = released
    }
}
