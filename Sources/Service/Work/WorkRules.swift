/// How much the worker does at once, and how patient it is.
package struct WorkRules: Hashable, Sendable {
    /// How many issues are looked at at once.
    package var looks = 4
    /// How many runs are brought on at once.
    package var runs = 4
    /// How often it looks for what other processes have left in the store, and for runs that are due.
    package var rounds = Duration.seconds(5)
    /// How long a look that failed is put off at first; it doubles.
    package var firstDelay = Duration.seconds(5)
    package var longestDelay = Duration.seconds(3600)
    /// How long a delivery is kept to be known again.
    package var memory = Duration.seconds(8 * 86_400)

    package init() {}

    /// How long a look is put off that has failed so often before.
    func delay(after failures: Int) -> Duration {
        min(longestDelay, firstDelay * (1 << min(20, max(0, failures))))
    }
}
