import Core

/// Buys something that takes long: it suspends, and the answer comes through the inbox, early, late, twice or as a failure.
///
/// Half of the tasks are jobs instead: nobody tells the inbox, the process looks by itself, and what a lost answer began is found in
/// the service's list.
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
        let token = Self.token(of: order)
        world.complete(order, token: token, cost: cost)
        await process.pause(upTo: world.weather.serviceLatency)
        guard process.isAlive, !world.chance.happens(world.weather.lostAnswer) else {
            return AgentAnswer(.failed(TaskFailure(.unknownOutcome, "the connection was cut")))
        }
        let deadline = world.clock.now + .seconds(Int64(world.chance.within(20...400)))
        return AgentAnswer(.suspended(token: token, deadline: deadline))
    }

    /// Whether the task is a job that is looked after.
    static func isJob(_ task: TaskID) -> Bool { StableHash.of("job/\(task)") % 2 == 0 }

    private static func token(of order: TaskOrder) -> String { "film-\(order.idempotencyKey)" }

    func pace(of order: TaskOrder) -> Duration? { Self.isJob(order.task.id) ? .seconds(7) : nil }
    func leavesTrace(_ order: TaskOrder) -> Bool { Self.isJob(order.task.id) }

    func look(at token: String, for order: TaskOrder, signals: any SignalSink) async -> JobLook {
        let world = process.world
        await process.pause(upTo: world.weather.serviceLatency)
        guard process.isAlive, !world.chance.happens(world.weather.lostAnswer) else { return .unseen(after: nil) }
        guard let completion = world.service.ended(token, by: world.clock.elapsed) else { return .working(after: nil) }
        world.disk.noteLook(completion, of: order.run)
        return .completed(completion)
    }

    func find(
        _ order: TaskOrder, begunAfter start: Timestamp, signals: any SignalSink
    ) async -> JobSearch {
        let world = process.world
        await process.pause(upTo: world.weather.serviceLatency)
        guard process.isAlive, !world.chance.happens(world.weather.lostAnswer) else {
            return .unknown(reason: "its list can't be read")
        }
        guard world.service.call(order.run, order.task.id, order.tryNumber) != nil else { return .nothing }
        return .begun(
            token: Self.token(of: order), deadline: world.clock.now + .seconds(300),
            records: [RoomFact(type: "job.begun", payload: ["task": .string(order.task.id.text)])])
    }
}
