/// Why a provider gave no asset; each case is a different next step.
package enum ProviderError: Error, Hashable, Sendable {
    /// The service asks for patience; `after` is its `Retry-After`.
    case throttled(after: Duration?)
    /// Nothing was made and nothing was charged; the same request may succeed later.
    case unavailable(reason: String)
    /// The request itself is at fault: the same one would be refused again.
    case refused(reason: String)
    case unauthorised(variable: String)
    /// Nothing was made and nothing charged, and no model of the service would fare better: there is no money, or a limit is reached.
    case closed(reason: String)
    /// Its moderation objects to the words or the pictures: nothing was made of them, and nobody is sent them unchanged.
    case declined(reason: String)
    /// The money may be gone: look for `taskID` before asking again.
    case unknownOutcome(taskID: String?, reason: String? = nil)
    /// The money is gone, and what was made for it can't be had.
    case wasted(reason: String, cost: MicroDollars)
}
