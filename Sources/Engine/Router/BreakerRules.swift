/// When the calls of a model are suspended: the circuit breaker, so that a dead service does not eat every task's retries.
package struct BreakerRules: Hashable, Sendable {
    /// So many failures in a row, from 1.
    package var failures = 5
    /// The first rest; each further one without a success in between doubles.
    package var pause = Duration.seconds(30)
    package var longest = Duration.seconds(600)

    package init() {}

    /// How long the model rests after it has been suspended `earlier` times without a success since.
    package func rest(after earlier: Int) -> Duration { min(max(longest, pause), pause * (1 << min(20, earlier))) }
}
