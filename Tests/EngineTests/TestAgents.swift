import Core
import Engine

/// Answers at once with its task's name.
struct EchoAgent: Agent {
    let name = "echo"

    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        AgentAnswer(.done(.string(order.task.id.text)))
    }
}

/// Fails at its first try, for a while.
struct StumblingAgent: Agent {
    let name = "stumbling"

    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        AgentAnswer(order.tryNumber == 1 ? .failed(TaskFailure(.transient(after: nil), "busy")) : .done(.null))
    }
}

/// Suspends until a moment that has passed already, and has its answer delivered before it says so.
struct SuspendingAgent: Agent {
    let name = "suspending"
    let log: any RunLog

    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        let completion = TaskCompletion(
            task: order.task.id, tryNumber: order.tryNumber, token: "film", output: ["made": true], failure: nil)
        guard (try? await log.deliver(Letter.completion(completion).entry(), to: order.run)) != nil else {
            return AgentAnswer(.failed(TaskFailure(.permanent, "the log took nothing")))
        }
        return AgentAnswer(.suspended(token: "film", deadline: order.createdAt))
    }
}

/// Suspends for an answer that is to come in from elsewhere.
struct WaitingAgent: Agent {
    let name = "waiting"

    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        AgentAnswer(.suspended(token: "job-1", deadline: order.createdAt + .seconds(1_000_000_000)))
    }
}

/// Looks into the log for the event that announced its own try.
actor WitnessAgent: Agent {
    nonisolated let name = "witness"
    private let log: any RunLog
    private(set) var sawItsIntent: [Bool] = []

    init(log: any RunLog) { self.log = log }

    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        let events = (try? await log.events(of: order.run, after: 0)) ?? []  // An empty log fails the expectation.
        sawItsIntent.append(events.contains { $0.type == "task.started" })
        return AgentAnswer(.done(.null))
    }
}

/// Holds its tries until it is opened.
actor AgentGate: Agent {
    nonisolated let name = "gate"
    private var isOpen = false
    private var entries = 0
    private var held: [CheckedContinuation<Void, Never>] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []

    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        entries += 1
        for watcher in watchers { watcher.resume() }
        watchers = []
        if !isOpen { await withCheckedContinuation { held.append($0) } }
        return AgentAnswer(.done(.null))
    }

    func entered() async {
        if entries == 0 { await withCheckedContinuation { watchers.append($0) } }
    }

    func open() {
        isOpen = true
        for one in held { one.resume() }
        held = []
    }
}

/// A service that does not answer until it is let.
actor StuckAnnouncer: Announcer {
    nonisolated let interval = Duration.zero
    private var isOpen = false
    private var held: [CheckedContinuation<Void, Never>] = []

    func announce(_ board: Blackboard) async throws(TrackerError) {
        if !isOpen { await withCheckedContinuation { held.append($0) } }
    }

    func open() {
        isOpen = true
        for one in held { one.resume() }
        held = []
    }
}

/// Does something when it sees the end of a run.
struct EndingObserver: RunObserver {
    let work: @Sendable () -> Void

    func saw(_ events: [Event], board: Blackboard) async { if board.status.isFinal { work() } }
    func saw(_ signal: Signal) async {}
}

/// Keeps what was announced.
actor RecordingAnnouncer: Announcer {
    nonisolated let interval = Duration.zero
    private let failure: TrackerError?
    private(set) var announced: [RunStatus] = []
    private(set) var mostAtOnce = 0
    private var atOnce = 0

    init(failing failure: TrackerError? = nil) { self.failure = failure }

    func announce(_ board: Blackboard) async throws(TrackerError) {
        atOnce += 1
        mostAtOnce = max(mostAtOnce, atOnce)
        await Task.yield()
        atOnce -= 1
        if let failure { throw failure }
        announced.append(board.status)
    }
}
