/// What a text model is best asked for.
package enum ModelRole: String, Hashable, Sendable, CaseIterable {
    /// It thinks before it answers: planning, judging, the harder steps of a chain.
    case reasoning
    /// It answers at once and costs little: rewriting a prompt.
    case fast
}
