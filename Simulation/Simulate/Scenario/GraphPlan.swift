import Core

/// Any plan that a workflow could lead to: tasks of all kinds that need any of those before them.
struct GraphPlan {
    static let checkpoint = "look"
    let chance: Chance
    let brief: Brief

    func tasks(count: Int) -> [PlanTask] {
        var tasks: [PlanTask] = []
        for number in 1...max(1, count) {
            tasks.append(task(number, after: tasks.map(\.id)))
        }
        if chance.happens(600) {
            tasks.append(
                PlanTask(
                    id: "deliver", uses: "deliver", needs: tasks.map(\.id).filter { _ in chance.happens(700) },
                    gathers: chance.happens(700), priority: chance.within(1...5), retry: retry(),
                    checkpoint: Self.checkpoint))
        }
        return tasks
    }

    private func task(_ number: Int, after earlier: [TaskID]) -> PlanTask {
        let density = chance.below(600)
        let needs = earlier.filter { _ in chance.happens(density) }
        let uses = ["sketch", "sketch", "sketch", "paint", "paint", "film", "sprout"][chance.below(7)]
        var parameters = SproutAgent.parameters(for: uses, chance: chance)
        var condition: Condition?
        if chance.happens(150) {
            let limit = chance.within(1...4)
            // The text is one of a few that all parse; none at all would only make the plan simpler.
            condition = try? Condition(parsing: "brief.count >= \(limit)")
            parameters["holds"] = .bool(brief.count >= limit)
        }
        if chance.happens(60) { parameters["refused"] = true }
        return PlanTask(
            id: TaskID("t\(number)"), uses: uses, needs: needs, gathers: chance.happens(400),
            priority: chance.within(1...5), retry: retry(),
            onFailure: chance.happens(400) ? [.ask, .degrade, .skip][chance.below(3)] : .fail,
            checkpoint: chance.happens(100) ? Self.checkpoint : nil, locks: chance.happens(150) ? ["style"] : [],
            condition: condition, parameters: .object(parameters))
    }

    private func retry() -> RetryPolicy {
        RetryPolicy(
            tries: chance.within(1...4), backoff: .milliseconds([10, 2_000, 2_000, 90_000][chance.below(4)]),
            longest: .seconds(60))
    }
}
