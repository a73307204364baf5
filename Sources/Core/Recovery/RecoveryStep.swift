/// What is tried after a failure, on which of the three levels.
package struct RecoveryStep: Hashable, Sendable {
    package let strategy: Strategy
    /// The model that failed, and the one that is tried instead.
    package let from: String?
    package let to: String?
    /// What is said aloud where less is made than was asked for.
    package let loss: String?

    package init(_ strategy: Strategy, from: String? = nil, to: String? = nil, loss: String? = nil) {
        self.strategy = strategy
        self.from = from
        self.to = to
        self.loss = loss
    }

    package enum Strategy: String, Hashable, Sendable, CaseIterable {
        case retry, adjustPrompt, modelSwap, lowerQuality, skip, askPerson

        /// 1: the same again; 2: another model or less quality; 3: a person.
        package var level: Int {
            switch self {
            case .retry, .adjustPrompt: 1
            case .modelSwap, .lowerQuality, .skip: 2
            case .askPerson: 3
            }
        }
    }
}
