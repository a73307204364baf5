/// One model that could perform a task, as its agent offers it to the router.
package struct ModelOffer: Hashable, Sendable {
    /// The registry's name of the model.
    package let model: String
    package let provider: String
    /// What the provider calls it: several entries of the registry may be one model, asked in other ways.
    package let product: String
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
        model: String, provider: String, product: String? = nil, tier: QualityTier, quality: Double,
        price: MicroDollars?, isRepeatable: Bool, loss: String? = nil
    ) {
        self.model = model
        self.provider = provider
        self.product = product ?? model
        self.tier = tier
        self.quality = quality
        self.price = price
        self.isRepeatable = isRepeatable
        self.loss = loss
    }

    /// Whether what another failed with would befall this one too.
    package func fails(with other: ModelOffer, for kind: TaskFailure.Kind) -> Bool {
        switch kind {
        // A request that one model refuses it refuses under each of its names.
        case .permanent: provider == other.provider && product == other.product
        case .barred(.service): provider == other.provider
        case .barred(.everybody): true
        case .transient, .unknownOutcome, .needsPerson: false
        }
    }
}
