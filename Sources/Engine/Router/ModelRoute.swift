package import Core

/// Where the router sends a task.
package enum ModelRoute: Hashable, Sendable {
    case call(ModelOffer, ModelChoice)
    /// All that could be called are suspended; this one may be called again first.
    case wait(for: String, until: Timestamp)
    /// All that could be called cost more than there is room for; `least` is the lowest of their prices.
    case unaffordable(least: MicroDollars)
    /// There is nothing to call; one sentence on why.
    case none(reason: String)
}
