/// One model that could perform a task, as its agent offers it to the router.
package struct ModelOffer: Hashable, Sendable {
    /// The registry's name of the model.
    package let model: String
    package let provider: String
    /// The tier that it belongs to: what it makes is good enough for that tier and those below it.
    package let tier: QualityTier
    /// How good it is among the models of its tier, 0 to 1.
    package let quality: Double
    /// What the order costs at most with it; nil where no price is known, and then it is not called.
    package let price: MicroDollars?
    /// Whether a try that was cut short may simply be made again.
    package let isRepeatable: Bool
    /// What is lost against what was asked for, in a few words; nil where nothing is.
    package let loss: String?

    package init(
        model: String, provider: String, tier: QualityTier, quality: Double, price: MicroDollars?, isRepeatable: Bool,
        loss: String? = nil
    ) {
        self.model = model
        self.provider = provider
        self.tier = tier
        self.quality = quality
        self.price = price
        self.isRepeatable = isRepeatable
        self.loss = loss
    }
}
