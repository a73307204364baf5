import Core

/// Works for nothing, and may do so again.
struct SketchAgent: Agent {
    let name = "sketch"
    let process: SimulatedProcess

    func again(_ remake: Remake, for order: TaskOrder) -> [AssetKey] { Work.again(remake, for: order) }
    func subject(of order: TaskOrder) -> JSONValue? { Work.subject(of: order) }

    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        let world = process.world
        process.checkIntent(of: order)
        if world.chance.happens(300) { signals.send(.activity(order.task.id, "sketching")) }
        await process.pause(upTo: world.weather.serviceLatency)
        if order.task.parameters["refused"]?.bool == true {
            return AgentAnswer(.failed(TaskFailure(.permanent, "that can't be drawn")))
        }
        if world.chance.happens(world.weather.serviceFailure) {
            return AgentAnswer(.failed(TaskFailure(.transient(after: nil), "busy")))
        }
        let product = Work.product(of: order)
        let isLink = order.task.parameters[Chain.parameter] != nil
        return AgentAnswer(.done(product), records: isLink ? [Work.record(order, product)] : [])
    }
}
