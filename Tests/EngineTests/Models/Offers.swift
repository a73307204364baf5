import Core
import Engine

extension ModelOffer {
    /// An offer in as few words as a test needs.
    static func test(
        _ model: String, _ tier: QualityTier = .balanced, quality: Double = 0.5, price: Int64? = 10,
        loss: String? = nil
    ) -> ModelOffer {
        ModelOffer(
            model: model, provider: "test", tier: tier, quality: quality, price: price.map { MicroDollars($0) },
            isRepeatable: false, loss: loss)
    }
}

extension EnginePolicy {
    /// A policy under which every task but those that use `free` may be performed by any of the models.
    static func offering(
        _ offers: ModelOffer..., concurrency: Int = 5, unknownOutcome: UnknownOutcomePolicy = .ask,
        buying: BuyingRules = BuyingRules()
    ) -> EnginePolicy {
        EnginePolicy(
            concurrency: concurrency, unknownOutcome: unknownOutcome,
            offers: { $0.task.uses == "free" ? nil : offers }, buying: buying)
    }
}

extension PlanTask {
    /// A task that is tried once.
    static func once(_ id: TaskID, onFailure: FailurePolicy = .fail) -> PlanTask {
        PlanTask(id: id, uses: "image", retry: RetryPolicy(tries: 1), onFailure: onFailure)
    }
}
