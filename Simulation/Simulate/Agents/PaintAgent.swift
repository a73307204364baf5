import Core

/// Buys something that is answered on the spot; it has no key by which the call could be found again.
struct PaintAgent: Agent {
    let name = "paint"
    let process: SimulatedProcess

    func offers(for order: TaskOrder) -> [ModelOffer]? { Work.offers(for: order) }

    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        let world = process.world
        process.checkIntent(of: order)
        world.service.noteSeed(of: order)
        await process.pause(upTo: world.weather.serviceLatency)
        guard process.isAlive else { return unknown("the process died") }
        if Task.isCancelled { return AgentAnswer(.failed(TaskFailure(.transient(after: nil), "not sent"))) }
        if order.task.parameters["refused"]?.bool == true {
            return AgentAnswer(.failed(TaskFailure(.permanent, "a real person")))
        }
        if world.chance.happens(world.weather.serviceFailure) { return failure(by: world.chance) }
        let cost = Work.cost(of: order)
        world.service.charge(order, cost, by: process.number)
        world.trace.note("#\(process.number) bought \(order.task.id) try \(order.tryNumber)")
        await process.pause(upTo: world.weather.serviceLatency)
        guard process.isAlive else { return unknown("the process died") }
        if world.chance.happens(world.weather.lostAnswer) { return unknown("the connection was cut") }
        world.service.noteAnswer(to: order)
        let product = Work.product(of: order)
        return AgentAnswer(
            .done(product), records: [Work.record(order, product)], spending: Spending(settled: cost))
    }

    private func unknown(_ reason: String) -> AgentAnswer { AgentAnswer(.failed(TaskFailure(.unknownOutcome, reason))) }

    /// Nothing was made and nothing charged, as far as anybody knows.
    private func failure(by chance: Chance) -> AgentAnswer {
        let kind: TaskFailure.Kind =
            switch chance.below(8) {
            case 0, 1, 2: .transient(after: .seconds(Int64(chance.below(90))))
            case 3, 4, 5: .transient(after: nil)
            case 6: .needsPerson
            default: .unknownOutcome
            }
        return AgentAnswer(.failed(TaskFailure(kind, "the service failed")))
    }
}
