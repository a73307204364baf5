package import Core

/// One thing that was tried against a failure.
package struct RecoveryAttempt: Hashable, Sendable {
    /// 1 the same again, 2 another model, less quality or a lower bar, 3 a person.
    package let level: Int
    package let strategy: Strategy
    /// The model that failed and the one that was tried instead; nil where none took another's place.
    package let from: String?
    package let to: String?
    package internal(set) var result = Result.pending
    package let time: Timestamp

    init(level: Int, _ strategy: Strategy, _ time: Timestamp, from: String? = nil, to: String? = nil) {
        self.level = level
        self.strategy = strategy
        self.from = from
        self.to = to
        self.time = time
    }

    /// A detour of a task.
    init(_ step: RecoveryStep, _ time: Timestamp) {
        self.init(level: step.strategy.level, Strategy(step.strategy), time, from: step.from, to: step.to)
    }

    package enum Result: String, Hashable, Sendable {
        case pending, succeeded, failed
    }

    /// The engine's strategies for a task, and what a review does about an asset.
    package enum Strategy: String, Hashable, Sendable {
        case retry, adjustPrompt, modelSwap, lowerQuality, skip, askPerson
        /// The asset is made again, with another seed.
        case anotherAttempt
        /// An attempt that had failed is taken, as the thresholds have come down.
        case lowerThreshold

        fileprivate init(_ strategy: RecoveryStep.Strategy) {
            switch strategy {
            case .retry: self = .retry
            case .adjustPrompt: self = .adjustPrompt
            case .modelSwap: self = .modelSwap
            case .lowerQuality: self = .lowerQuality
            case .skip: self = .skip
            case .askPerson: self = .askPerson
            }
        }
    }
}
