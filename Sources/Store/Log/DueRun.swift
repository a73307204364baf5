package import Core

/// A waiting run for which a time has come: a deadline of an answer from outside.
package struct DueRun: Hashable, Sendable {
    package let run: RunID
    /// The earliest of its times.
    package let due: Timestamp

    package init(run: RunID, due: Timestamp) {
        self.run = run
        self.due = due
    }
}
