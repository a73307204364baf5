package import Core

/// Chooses the model that performs a task, out of those that its agent offers.
package struct ModelRouter: Sendable {
    /// The tier that the brief asks for.
    package let tier: QualityTier
    /// The model that the brief names; nil leaves the choice open.
    package let wanted: String?

    package init(tier: QualityTier, wanted: String?) {
        self.tier = tier
        self.wanted = wanted
    }

    /// Nil where no offer can be taken: there is none, or none with a price.
    package func choose(from offers: [ModelOffer]) -> (offer: ModelOffer, choice: ModelChoice)? {
        guard let offer = offers.first(where: { $0.price != nil }), let price = offer.price else { return nil }
        return (
            offer,
            ModelChoice(
                model: offer.model, provider: offer.provider, price: price, reason: "the first with a price",
                passedOver: [:])
        )
    }
}
