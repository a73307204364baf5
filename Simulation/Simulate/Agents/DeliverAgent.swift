import Core

/// Makes the delivery, which it looks for by its key first: repeating it leaves one.
struct DeliverAgent: Agent {
    let name = "deliver"
    let process: SimulatedProcess

    func again(_ remake: Remake, for order: TaskOrder) -> [AssetKey] { Work.again(remake, for: order) }
    func subject(of order: TaskOrder) -> JSONValue? { Work.subject(of: order) }

    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        let world = process.world
        process.checkIntent(of: order)
        let product = Work.product(of: order)
        await process.pause(upTo: world.weather.serviceLatency)
        if process.isAlive { world.deliver(product.text, key: "\(order.run)/\(order.task.id)") }
        await process.pause(upTo: world.weather.serviceLatency)
        return AgentAnswer(.done(product))
    }
}
