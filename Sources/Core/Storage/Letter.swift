/// What an entry of the inbox says.
package enum Letter: Hashable, Sendable {
    case completion(TaskCompletion)
    case decision(Decision)
    /// The run may spend up to a new amount, whether it asked or not.
    case budget(MicroDollars, by: Decider)
    case cancel(reason: String, by: Decider)
}
