/// How soon a person should look at a gate.
package enum Urgency: String, Hashable, Sendable, CaseIterable {
    /// Other work of the run goes on meanwhile.
    case low
    /// The run stands still.
    case normal
    /// Money or a finished result is at stake.
    case high
}
