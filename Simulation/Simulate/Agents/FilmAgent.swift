import Core

/// Buys something that takes long: it suspends, and the answer comes through the inbox, early, late, twice or as a failure.
struct FilmAgent: Agent {
    let name = "film"
    let process: SimulatedProcess

    func offers(for order: TaskOrder) -> [ModelOffer]? { Work.offers(for: order) }

    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        let world = process.world
        process.checkIntent(of: order)
        await process.pause(upTo: world.weather.serviceLatency)
        guard process.isAlive, !Task.isCancelled else {
            return AgentAnswer(.failed(TaskFailure(.transient(after: nil), "not sent")))
        }
        if world.chance.happens(world.weather.serviceFailure) {
            return AgentAnswer(.failed(TaskFailure(.transient(after: nil), "busy")))
        }
        let cost = Work.cost(of: order)
        world.service.charge(order, cost, by: process.number)
        let token = "film-\(order.idempotencyKey)"
        world.complete(order, token: token, cost: cost)
        await process.pause(upTo: world.weather.serviceLatency)
        guard process.isAlive, !world.chance.happens(world.weather.lostAnswer) else {
            return AgentAnswer(.failed(TaskFailure(.unknownOutcome, "the connection was cut")))
        }
        let deadline = world.clock.now + .seconds(Int64(world.chance.within(20...400)))
        return AgentAnswer(.suspended(token: token, deadline: deadline))
    }
}
