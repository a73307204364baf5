import Core
import Engine

extension World {
    /// The service works on its own from here, and tells the inbox when it is done; whoever died meanwhile.
    func complete(_ order: TaskOrder, token: String, cost: MicroDollars) {
        let fails = chance.happens(weather.serviceFailure / 2)
        let completion = TaskCompletion(
            task: order.task.id, tryNumber: order.tryNumber, token: token,
            output: fails ? .null : Work.product(of: order),
            failure: fails ? TaskFailure(.permanent, "the film could not be made") : nil,
            spending: Spending(settled: cost),
            records: fails ? [] : [Work.record(order, Work.product(of: order))])
        if FilmAgent.isJob(order.task.id) {
            let delay = Int64(chance.below([1, 5_000, 150_000, 500_000][chance.below(4)]))
            service.end(completion, at: clock.elapsed + delay)
            return
        }
        let times = chance.happens(weather.repeatedCompletion) ? chance.within(2...3) : 1
        let run = order.run
        for _ in 1...times {
            let delay = Int64(chance.below([1, 5_000, 150_000, 500_000][chance.below(4)]))
            Task {
                await clock.sleep(delay, owner: Self.nobody)
                // The run is there, as its task is under way.
                try? disk.deliver(Letter.completion(completion).entry(), to: run)
                if !disk.isLeased(run) { start(.join(run, byPerson: false)) }
            }
        }
    }
}
