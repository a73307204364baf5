/// Why a try failed: what happened, and whether another may help.
package struct TaskFailure: Hashable, Sendable, Error {
    package let kind: Kind
    /// One sentence for people: what happened, to what, and what to do next.
    package let message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    package enum Kind: Hashable, Sendable {
        /// The same try may succeed later; `after` is what the service asked for.
        case transient(after: Duration?)
        /// The same try would fail again.
        case permanent
        /// The same try would fail again, and not with this model alone.
        case barred(Reach)
        /// Money may be gone: it is not tried again unasked.
        case unknownOutcome
        /// Only a person can mend what stands in the way; the run waits, and resuming it tries again.
        case needsPerson
    }

    /// Whom a failure tells not to ask instead.
    package enum Reach: String, Hashable, Sendable {
        /// Every model of the same service: its key, its account.
        case service
        /// Everybody: what is asked for must change first.
        case everybody
    }
}
