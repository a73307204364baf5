/// What happens to an asset whose paid call ended with nobody knowing how.
package enum UnknownOutcomePolicy: String, Hashable, Sendable, CaseIterable {
    /// The run waits for a person.
    case ask
    /// It is made again, and both are counted as spent.
    case again
    /// The run goes on without it.
    case skip
}
