/// Which model the router chose for a task, and why.
package struct ModelChoice: Hashable, Sendable {
    package let model: String
    package let provider: String
    package let price: MicroDollars
    /// Why this one, in a few words.
    package let reason: String
    /// Why not the others: by model.
    package let passedOver: [String: String]
    /// What is lost by it against what was asked for; nil where nothing is.
    package let loss: String?
    /// The model that would have been called, were it not left alone for failing too often; nil where this is that one.
    package let standsInFor: String?

    package init(
        model: String, provider: String, price: MicroDollars, reason: String, passedOver: [String: String],
        loss: String? = nil, standsInFor: String? = nil
    ) {
        self.model = model
        self.provider = provider
        self.price = price
        self.reason = reason
        self.passedOver = passedOver
        self.loss = loss
        self.standsInFor = standsInFor
    }
}
