import Core
import Engine

/// Sends a weak picture back for another attempt, as the review does.
struct JudgeAgent: Agent {
    let name = "judge"
    let process: SimulatedProcess

    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        process.checkIntent(of: order)
        await process.pause(upTo: 20)
        let product = Work.product(of: order)
        guard let asset = order.task.asset else { return AgentAnswer(.done(product)) }
        let salt = order.task.parameters["salt"]?.integer ?? 0
        let isGood = StableHash.of("\(salt)/\(asset)/\(order.task.attempt)") % 3 == 0
        if isGood { return AgentAnswer(.done(product)) }
        guard order.task.attempt < order.brief.attempts, let chain = Regeneration(of: order.task) else {
            return AgentAnswer(.done(product, shortfall: "\(asset) is weak"))
        }
        return AgentAnswer(.spawn(chain.tasks(for: asset, attempt: order.task.attempt + 1), output: product))
    }
}
