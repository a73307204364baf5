package import Core

/// What is done about an asset that failed its checks.
package enum RecoveryStrategy: Hashable, Sendable {
    /// The same again, with a new seed.
    case retry
    /// Other words: these go into the negative prompt, and the named parts of the prompt get more weight.
    case adjustPrompt(negative: [String], emphasise: [String])
    /// Another model of the same ability.
    case modelSwap
    /// Something poorer in its place.
    case lowerQuality(Degradation)
    case askPerson

    /// The step that the log keeps of it.
    package var step: RecoveryStep.Strategy {
        switch self {
        case .retry: .retry
        case .adjustPrompt: .adjustPrompt
        case .modelSwap: .modelSwap
        case .lowerQuality: .lowerQuality
        case .askPerson: .askPerson
        }
    }
}
