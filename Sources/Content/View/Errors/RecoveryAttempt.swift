package import Core

/// One thing that was tried against a failure.
package struct RecoveryAttempt: Hashable, Sendable {
    /// 1 within the task, 2 by another model or something poorer, 3 by a person.
    package let level: Int
    /// `retry`, `anotherAttempt`, `lowerThreshold`, `person`, or a strategy of the recovery table.
    package let strategy: String
    package internal(set) var result = Result.pending
    package let time: Timestamp

    package init(level: Int, strategy: String, result: Result = .pending, time: Timestamp) {
        self.level = level
        self.strategy = strategy
        self.result = result
        self.time = time
    }

    package enum Result: String, Hashable, Sendable {
        case pending, succeeded, failed
    }
}
