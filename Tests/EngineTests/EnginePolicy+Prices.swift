import Core
import Engine

extension EnginePolicy {
    /// A policy for tests that know agents by their price alone: what costs nothing and is repeatable needs no model.
    init(
        concurrency: Int = 5, unknownOutcome: UnknownOutcomePolicy = .ask,
        price: @escaping @Sendable (TaskOrder) -> MicroDollars?,
        isRepeatable: @escaping @Sendable (String) -> Bool = { _ in true }
    ) {
        self.init(
            concurrency: concurrency, unknownOutcome: unknownOutcome,
            offers: { order in
                let price = price(order)
                let isRepeatable = isRepeatable(order.task.uses)
                if price == .zero, isRepeatable { return nil }
                return [
                    ModelOffer(
                        model: order.task.uses, provider: "test", tier: .high, quality: 1, price: price,
                        isRepeatable: isRepeatable)
                ]
            })
    }
}
