import Core
import Synchronization

/// One try of a task, at work or about to be: it can be cut short from the moment on which there is this object.
final class Try: Sendable {
    private enum State {
        case waiting, cut
        case working(Task<Void, Never>)
    }
    private let order: TaskOrder
    private let agent: (any Agent)?
    private let observer: (any RunObserver)?
    private let answers: Mailbox
    private let state = Mutex(State.waiting)

    /// `agent` is nil where none has the name that the task gives.
    init(_ order: TaskOrder, by agent: (any Agent)?, observer: (any RunObserver)?, answers: Mailbox) {
        self.order = order
        self.agent = agent
        self.observer = observer
        self.answers = answers
    }

    /// Sets it to work on the thread of the caller, which goes on when the agent first waits for something.
    ///
    /// Only from then on does the agent learn that it is to stop.
    func beginHere() {
        let isCut = state.withLock { state in
            if case .cut = state { true } else { false }
        }
        if isCut { begin() } else { work(in: Task.immediate { await perform() }) }
    }

    /// Sets it to work on a thread of the shared pool.
    func begin() { work(in: Task { await perform() }) }

    /// Its agent is told to stop; one that has not been called yet is called all the same, and told at once.
    func cut() {
        let task = state.withLock { state -> Task<Void, Never>? in
            defer { state = .cut }
            guard case .working(let task) = state else { return nil }
            return task
        }
        task?.cancel()
    }

    private func work(in task: Task<Void, Never>) {
        let isCut = state.withLock { state in
            if case .cut = state { return true }
            state = .working(task)
            return false
        }
        if isCut { task.cancel() }
    }

    private func perform() async {
        let answer =
            if let agent {
                await agent.perform(order, signals: SignalRelay(observer: observer))
            } else {
                AgentAnswer(.failed(TaskFailure(.permanent, "no agent is called '\(order.task.uses)'")))
            }
        answers.send(.answered(order.task.id, tryNumber: order.tryNumber, answer))
    }
}
