import Core

/// The tries at work in this process, each of which can be cut short.
///
/// Their tasks are not children of the conductor's: a stopped process must leave within seconds, whatever a library is still busy
/// with, and what such a try answers then is a late fact that nobody takes in.
struct TryTable {
    private var works: [TaskID: Task<Void, Never>] = [:]

    mutating func start(_ order: TaskOrder, by agent: (any Agent)?, observer: (any RunObserver)?, answers: Mailbox) {
        works[order.task.id] = Task {
            let answer =
                if let agent {
                    await agent.perform(order, signals: SignalRelay(observer: observer))
                } else {
                    AgentAnswer(.failed(TaskFailure(.permanent, "no agent is called '\(order.task.uses)'")))
                }
            answers.send(.answered(order.task.id, tryNumber: order.tryNumber, answer))
        }
    }

    mutating func ended(_ id: TaskID) { works[id] = nil }
    func abort(_ id: TaskID) { works[id]?.cancel() }
    func abortAll() { for work in works.values { work.cancel() } }
}
