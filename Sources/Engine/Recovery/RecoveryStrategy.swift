/// What is done about an asset that failed its checks.
package enum RecoveryStrategy: Hashable, Sendable {
    /// The same again, with a new seed.
    case retry
    /// Other words: these go into the negative prompt, and the named parts of the prompt get more weight.
    case tunePrompt(negative: [String], emphasise: [String])
    /// Another model of the same ability.
    case swapModel
    /// Something poorer in its place.
    case degrade(Degradation)
    case escalate

    /// The name under which reports and events keep it.
    package var name: String {
        switch self {
        case .retry: "retry"
        case .tunePrompt: "tunePrompt"
        case .swapModel: "swapModel"
        case .degrade: "degrade"
        case .escalate: "escalate"
        }
    }

    /// 1 within the task, 2 by another model or something poorer, 3 by a person.
    package var level: Int {
        switch self {
        case .retry, .tunePrompt: 1
        case .swapModel, .degrade: 2
        case .escalate: 3
        }
    }
}
