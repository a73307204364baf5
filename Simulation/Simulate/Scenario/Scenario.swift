import Core
import Engine

/// What one seed asks of the bot: one to three issues whose runs share a disk and a machine.
struct Scenario: Sendable {
    let requests: [Request]

    init(chance: Chance) {
        let count = [1, 1, 1, 2, 3][chance.below(5)]
        let buying = Self.buying(chance)
        requests = (1...count).map { number in Self.request(number, buying, chance) }
    }

    private static func request(_ number: Int, _ buying: BuyingRules, _ chance: Chance) -> Request {
        var brief = Brief(
            prompt: "a lighthouse", seed: Seed(hashing: "simulated \(chance.below(1 << 30))"), outputPath: "assets/")
        brief.count = chance.within(1...4)
        brief.attempts = chance.within(1...3)
        let shape = chance.below(5)
        let plan =
            switch shape {
            case 0: PicturePlan(chance: chance).tasks(for: brief)
            case 1: GraphPlan(chance: chance, brief: brief).tasks(count: chance.within(1...5))
            case 4: ChainPlan(chance: chance).tasks(for: brief)
            default: GraphPlan(chance: chance, brief: brief).tasks(count: chance.within(3...16))
            }
        let prices = plan.compactMap { $0.parameters["price"]?.integer }.reduce(0, +)
        var gates = gates(chance)
        if shape == 4 { gates.checkpoints.insert(GraphPlan.checkpoint) }
        return Request(
            issue: .github(repository: "octo/lighthouse", number: number), brief: brief, plan: plan,
            budget: chance.happens(350) ? MicroDollars(Int64(prices * chance.within(30...250) / 100)) : nil,
            concurrency: [1, 2, 3, 5][chance.below(4)],
            unknownOutcome: UnknownOutcomePolicy.allCases[chance.below(3)], gates: gates,
            buying: buying,
            inboxEvery: [nil, .seconds(30), .seconds(120)][chance.below(3)])
    }

    /// The ceilings are of all runs together.
    private static func buying(_ chance: Chance) -> BuyingRules {
        var buying = BuyingRules()
        if chance.happens(250) {
            let amount = MicroDollars(Int64(chance.within(5_000...60_000)))
            switch chance.below(4) {
            case 0: buying.limits.issue = amount
            case 1: buying.limits.person = amount
            case 2: buying.limits.repository = amount
            default: buying.limits.day = amount
            }
        }
        buying.breaker.failures = chance.within(1...5)
        if chance.happens(300) { buying.lowerTierAt = 0.4 }
        return buying
    }

    private static func gates(_ chance: Chance) -> GatePolicy {
        var gates = GatePolicy()
        if chance.happens(300) { gates.checkpoints = [GraphPlan.checkpoint] }
        if chance.happens(100) { gates.checkpoints.insert(GatePolicy.plan) }
        if chance.happens(100) { gates.questions = ["How many?"] }
        gates.mayApproveOwn = chance.happens(800)
        gates.timeout =
            chance.happens(800) ? .seconds(Int64(chance.within(chance.happens(400) ? 3...60 : 100...4_000))) : nil
        gates.reminders = chance.happens(500) ? .seconds(Int64(chance.within(500...2_000))) : nil
        for kind in [GateKind.approval, .clarification, .budget, .humanReview] where chance.happens(300) {
            gates.onTimeout[kind] = [TimeoutPolicy.wait, .approve, .accept, .reject, .end][chance.below(5)]
        }
        return gates
    }
}
