/// What a text model once answered to a question.
package struct CachedAnswer: Hashable, Sendable {
    package let text: String
    package let provider: String
    package let model: String
    /// What it was asked for, in a few words of ours, as `judge` or `optimise`.
    package let purpose: String
    /// What was paid for it when it was given.
    package let cost: MicroDollars

    package init(text: String, provider: String, model: String, purpose: String, cost: MicroDollars) {
        self.text = text
        self.provider = provider
        self.model = model
        self.purpose = purpose
        self.cost = cost
    }
}
