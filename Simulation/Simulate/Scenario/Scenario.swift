import Core
import Engine

/// What one seed asks of the bot: one to three issues whose runs share a disk and a machine.
struct Scenario: Sendable {
    let requests: [Request]

    init(chance: Chance) {
        let count = [1, 1, 1, 2, 3][chance.below(5)]
        requests = (1...count).map { number in Self.request(number, chance) }
    }

    private static func request(_ number: Int, _ chance: Chance) -> Request {
        var brief = Brief(
            prompt: "a lighthouse", seed: Seed(hashing: "simulated \(chance.below(1 << 30))"), outputPath: "assets/")
        brief.count = chance.within(1...4)
        brief.attempts = chance.within(1...3)
        let plan =
            switch chance.below(4) {
            case 0: PicturePlan(chance: chance).tasks(for: brief)
            case 1: GraphPlan(chance: chance, brief: brief).tasks(count: chance.within(1...5))
            default: GraphPlan(chance: chance, brief: brief).tasks(count: chance.within(3...16))
            }
        let prices = plan.compactMap { $0.parameters["price"]?.integer }.reduce(0, +)
        return Request(
            issue: .github(repository: "octo/lighthouse", number: number), brief: brief, plan: plan,
            budget: chance.happens(350) ? MicroDollars(Int64(prices * chance.within(30...250) / 100)) : nil,
            concurrency: [1, 2, 3, 5][chance.below(4)],
            unknownOutcome: UnknownOutcomePolicy.allCases[chance.below(3)])
    }
}
