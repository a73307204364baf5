package import Core

/// What the settings and the agents tell the machine; pure, so that the same run decides alike everywhere.
package struct EnginePolicy: Sendable {
    /// How many tasks may be at work at once.
    package let concurrency: Int
    package let unknownOutcome: UnknownOutcomePolicy
    /// What a task may cost at most; nil where no price is known, and then it is not started.
    package let price: @Sendable (TaskOrder) -> MicroDollars?
    /// Whether a try of the named agent that was cut short may simply be made again.
    package let isRepeatable: @Sendable (String) -> Bool

    package init(
        concurrency: Int = 5, unknownOutcome: UnknownOutcomePolicy = .ask,
        price: @escaping @Sendable (TaskOrder) -> MicroDollars? = { _ in .zero },
        isRepeatable: @escaping @Sendable (String) -> Bool = { _ in true }
    ) {
        self.concurrency = max(1, concurrency)
        self.unknownOutcome = unknownOutcome
        self.price = price
        self.isRepeatable = isRepeatable
    }

    package init(
        concurrency: Int = 5, unknownOutcome: UnknownOutcomePolicy = .ask, agents: [String: any Agent]
    ) {
        self.init(
            concurrency: concurrency, unknownOutcome: unknownOutcome,
            price: { order in agents[order.task.uses]?.price(of: order) },
            isRepeatable: { name in agents[name]?.isRepeatable ?? true })
    }
}
