package import Core

/// What the settings and the agents tell the machine; pure, so that the same run decides alike everywhere.
package struct EnginePolicy: Sendable {
    /// How many tasks may be at work at once.
    package let concurrency: Int
    package let unknownOutcome: UnknownOutcomePolicy
    /// The models that could perform a task; nil for one that needs none and buys nothing.
    package let offers: @Sendable (TaskOrder) -> [ModelOffer]?
    /// What a person is to look at before a task is performed.
    package let subject: @Sendable (TaskOrder) -> JSONValue
    /// What is made again before a task goes on, once a person has decided about what it shows.
    package let again: @Sendable (TaskOrder, Remake) -> [AssetKey]
    /// How long a suspended try is left alone between two looks at it; nil where its answer comes in from outside.
    package let pace: @Sendable (TaskOrder) -> Duration?
    /// Whether what a try has begun can be looked for, should its answer be lost.
    package let leavesTrace: @Sendable (TaskOrder) -> Bool
    /// How long a job that can't be seen is waited for beyond its deadline, and through how many looks in a row at least.
    ///
    /// A dead service must not keep a run for ever; a network that comes back must not cost what is done there.
    package let unseenPatience: Duration
    package let unseenLooks: Int
    package let gates: GatePolicy
    package let buying: BuyingRules
    /// Of what a person is shown at a gate, so that a decision binds nothing else.
    package let digest: @Sendable (String) -> String

    package init(
        concurrency: Int = 5, unknownOutcome: UnknownOutcomePolicy = .ask,
        offers: @escaping @Sendable (TaskOrder) -> [ModelOffer]? = { _ in nil },
        buying: BuyingRules = BuyingRules(), gates: GatePolicy = GatePolicy(),
        subject: @escaping @Sendable (TaskOrder) -> JSONValue = { EnginePolicy.inputs(of: $0) },
        again: @escaping @Sendable (TaskOrder, Remake) -> [AssetKey] = { _, remake in remake.left },
        pace: @escaping @Sendable (TaskOrder) -> Duration? = { _ in nil },
        leavesTrace: @escaping @Sendable (TaskOrder) -> Bool = { _ in false },
        unseenPatience: Duration = .seconds(3_600), unseenLooks: Int = 20,
        digest: @escaping @Sendable (String) -> String = { String(StableHash.of($0), radix: 16) }
    ) {
        self.concurrency = max(1, concurrency)
        self.unknownOutcome = unknownOutcome
        self.offers = offers
        self.buying = buying
        self.gates = gates
        self.subject = subject
        self.again = again
        self.pace = pace
        self.leavesTrace = leavesTrace
        self.unseenPatience = unseenPatience
        self.unseenLooks = unseenLooks
        self.digest = digest
    }

    package init(
        concurrency: Int = 5, unknownOutcome: UnknownOutcomePolicy = .ask, agents: [String: any Agent],
        buying: BuyingRules = BuyingRules(), gates: GatePolicy = GatePolicy(),
        digest: @escaping @Sendable (String) -> String = { String(StableHash.of($0), radix: 16) }
    ) {
        self.init(
            concurrency: concurrency, unknownOutcome: unknownOutcome,
            offers: { order in agents[order.task.uses]?.offers(for: order) }, buying: buying, gates: gates,
            subject: { order in agents[order.task.uses]?.subject(of: order) ?? Self.inputs(of: order) },
            again: { order, remake in agents[order.task.uses]?.again(remake, for: order) ?? remake.left },
            pace: { order in agents[order.task.uses]?.pace(of: order) },
            leavesTrace: { order in agents[order.task.uses]?.leavesTrace(order) ?? false },
            digest: digest)
    }

    /// What the tasks before it put out, by their names.
    package static func inputs(of order: TaskOrder) -> JSONValue {
        .object(Dictionary(uniqueKeysWithValues: order.inputs.map { ($0.key.text, $0.value) }))
    }
}
