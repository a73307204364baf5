package import Core

/// Chooses the model that performs a task, out of those that its agent offers (document 003, `ModelRouter.select_model`).
package struct ModelRouter: Sendable {
    /// Under this share of the budget the cheapest goes first (`budget_remaining < 30`, of 120).
    package static let scarceShare = 0.25

    /// The tier that is wanted at least.
    package private(set) var tier: QualityTier
    /// The model that goes before all others while it can be called: the brief's, or the one that a detour leads to.
    package var wanted: String?
    /// The models that have failed for this task.
    package var failed: Set<String> = []
    /// Until when the circuit breaker keeps models from being called.
    package var suspended: [String: Timestamp] = [:]
    /// What a call may cost at most; nil where no budget binds.
    ///
    /// What costs nothing always fits.
    package var room: MicroDollars?
    /// Whether little of the budget is left.
    package var isScarce = false

    package init(tier: QualityTier, wanted: String? = nil) {
        self.tier = tier
        self.wanted = wanted
    }

    /// The same, content with less.
    package func lowered(to tier: QualityTier) -> ModelRouter {
        var router = self
        router.tier = tier
        return router
    }

    /// The offer that is taken, and why the others are not.
    package func route(_ offers: [ModelOffer]) -> ModelRoute {
        guard !offers.isEmpty else { return .none(reason: "no model is offered for it") }
        var passedOver: [String: String] = [:]
        var able: [ModelOffer] = []
        for offer in offers {
            if let reason = exclusion(of: offer) { passedOver[offer.model] = reason } else { able.append(offer) }
        }
        guard !able.isEmpty else { return .none(reason: reason(for: passedOver)) }
        let free = able.filter { suspended[$0.model] == nil }
        for offer in able {
            suspended[offer.model].map { passedOver[offer.model] = "suspended until \($0) after failing too often" }
        }
        guard !free.isEmpty else { return wait(among: able) }
        let affordable = free.filter { fits($0.price ?? .zero) }
        for offer in free where !fits(offer.price ?? .zero) {
            passedOver[offer.model] = "\(offer.price ?? .zero) USD are more than is left"
        }
        guard let best = affordable.enumerated().min(by: { isBefore($0, $1) })?.element, let price = best.price else {
            return .unaffordable(least: free.compactMap(\.price).min() ?? .zero)
        }
        for offer in affordable where offer.model != best.model {
            passedOver[offer.model] = comparison(of: offer, with: best)
        }
        return .call(
            best,
            ModelChoice(
                model: best.model, provider: best.provider, price: price, reason: reason(for: best, among: affordable),
                passedOver: passedOver, loss: best.loss, standsInFor: rested(before: best, among: able)))
    }

    /// The model that only its rest keeps from being called instead; nil where the choice is what it would be anyhow.
    private func rested(before best: ModelOffer, among able: [ModelOffer]) -> String? {
        let first = able.filter { fits($0.price ?? .zero) }.enumerated().min { isBefore($0, $1) }?.element
        return first.flatMap { $0.model == best.model ? nil : $0.model }
    }

    private func fits(_ price: MicroDollars) -> Bool {
        guard let room else { return true }
        return price == .zero || price <= room
    }

    /// Why an offer can't be taken at all; nil where it can.
    private func exclusion(of offer: ModelOffer) -> String? {
        if offer.price == nil { return "no price is known for it" }
        if failed.contains(offer.model) { return "it failed for this task" }
        if offer.tier < tier, offer.model != wanted { return "it is of the \(offer.tier.rawValue) tier" }
        return nil
    }

    /// The wanted model goes first, then the cheapest where money is scarce, else the best.
    ///
    /// The best is of the wanted tier, so that nobody pays for a higher one unasked, and goes by quality within it. What the agent
    /// names first goes first among equals.
    private func isBefore(
        _ left: (offset: Int, element: ModelOffer), _ right: (offset: Int, element: ModelOffer)
    ) -> Bool {
        let (one, other) = (left.element, right.element)
        if one.model != other.model, one.model == wanted || other.model == wanted { return one.model == wanted }
        let (price, otherPrice) = (one.price ?? .zero, other.price ?? .zero)
        if isScarce, price != otherPrice { return price < otherPrice }
        if one.tier != other.tier { return one.tier < other.tier }
        if one.quality != other.quality { return one.quality > other.quality }
        if price != otherPrice { return price < otherPrice }
        return left.offset < right.offset
    }

    private func wait(among offers: [ModelOffer]) -> ModelRoute {
        let ends = offers.compactMap { offer in suspended[offer.model].map { (offer.model, $0) } }
        guard let first = ends.min(by: { $0.1 < $1.1 }) else { return .none(reason: "no model is offered for it") }
        return .wait(for: first.0, until: first.1)
    }

    private func reason(for best: ModelOffer, among offers: [ModelOffer]) -> String {
        if best.model == wanted {
            return failed.isEmpty ? "the brief names it" : "it takes the place of one that failed"
        }
        if offers.count == 1 { return "the only one that can be called" }
        if isScarce { return "little of the budget is left, and it is the cheapest" }
        return "the best of the \(best.tier.rawValue) tier"
    }

    private func comparison(of offer: ModelOffer, with best: ModelOffer) -> String {
        if best.model == wanted { return "another one was asked for" }
        let (price, lowest) = (offer.price ?? .zero, best.price ?? .zero)
        if isScarce, price > lowest { return "\(price) USD are more than \(lowest)" }
        if offer.tier != best.tier { return "the \(offer.tier.rawValue) tier is more than is wanted" }
        if offer.quality < best.quality { return "its quality is lower" }
        if price > lowest { return "it is no better, and dearer" }
        return "it is no better"
    }

    private func reason(for passedOver: [String: String]) -> String {
        let words = passedOver.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        return "no model can be called (\(words.joined(separator: "; "))): nothing was bought"
    }
}
