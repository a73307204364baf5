import Core

/// Spawns tasks that may spawn more; their names are its own, and sometimes one comes twice.
struct SproutAgent: Agent {
    let name = "sprout"
    let process: SimulatedProcess

    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        process.checkIntent(of: order)
        await process.pause(upTo: 20)
        let product = Work.product(of: order)
        // The same children each time, whoever performs the try.
        let chance = Chance(seed: StableHash.of("\(order.brief.seed)/\(order.task.id)"))
        let depth = order.task.parameters["depth"]?.integer ?? 0
        let count = chance.below(4)
        guard depth > 0, count > 0 else { return AgentAnswer(.done(product)) }
        var children: [PlanTask] = []
        for number in 1...count {
            let uses = ["sketch", "paint", "film", depth > 1 ? "sprout" : "sketch"][chance.below(4)]
            var parameters = Self.parameters(for: uses, chance: chance)
            if uses == "sprout" { parameters["depth"] = .integer(Int64(depth - 1)) }
            children.append(
                PlanTask(
                    id: TaskID("\(order.task.id).\(number)"), uses: uses,
                    needs: children.map(\.id).filter { _ in chance.happens(400) } + order.task.needs.prefix(1),
                    gathers: chance.happens(500), priority: chance.within(1...5), parameters: .object(parameters)))
        }
        if chance.happens(200), let first = children.first { children.append(first) }
        return AgentAnswer(.spawn(children, output: product))
    }

    static func parameters(for uses: String, chance: Chance) -> [String: JSONValue] {
        switch uses {
        case "paint", "film":
            let price = Int64(chance.within(1_000...9_000))
            return ["price": .integer(price), "models": .integer(Int64(chance.within(1...3)))]
        case "sprout": return ["depth": .integer(Int64(chance.within(0...2)))]
        default: return [:]
        }
    }
}
