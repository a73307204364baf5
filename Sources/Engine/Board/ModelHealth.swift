package import Core

/// How a model has fared in a run: what the circuit breaker looks at.
package struct ModelHealth: Hashable, Sendable {
    /// Calls that failed since the last one that did not.
    package internal(set) var failuresInARow = 0
    /// Until when it is not called; nil where it may be.
    package internal(set) var suspendedUntil: Timestamp?
    /// How often it was suspended without a success since: each time for longer.
    package internal(set) var suspensions = 0
}
