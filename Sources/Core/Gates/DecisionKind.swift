/// What a person may decide at a gate; the words are those of the commands.
package enum DecisionKind: String, Hashable, Sendable, CaseIterable {
    /// The run goes on; at a human review the task is tried again.
    case approve
    /// It is made again, following the person's notes.
    case revise
    /// It is made again with another seed; what can't be made again is given up.
    case reject
    /// What there is will do, with what is missing from it said.
    case accept
    /// The run may spend up to a new amount.
    case budget
    /// The person brings a file of their own in an asset's place.
    case supply
    /// The run ends, keeping what it has made.
    case end
}
