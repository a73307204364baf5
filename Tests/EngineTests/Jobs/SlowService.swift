import Core
import Engine
import Synchronization

/// A service that is done at the n-th look, and an agent that asks it; both counted.
final class SlowService: Agent {
    let name = "video"
    private let looksNeeded: Int
    private let state = Mutex((begun: 0, looks: 0, abandoned: [String]()))

    /// Called at each look with how many there were before.
    let atLook: @Sendable (Int) -> Void

    init(looksNeeded: Int, atLook: @escaping @Sendable (Int) -> Void = { _ in }) {
        self.looksNeeded = looksNeeded
        self.atLook = atLook
    }

    var begun: Int { state.withLock { $0.begun } }
    var looks: Int { state.withLock { $0.looks } }
    var abandoned: [String] { state.withLock { $0.abandoned } }

    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        let number = state.withLock { state in
            state.begun += 1
            return state.begun
        }
        return AgentAnswer(.suspended(token: "job-\(number)", deadline: order.createdAt + .seconds(1_000_000_000)))
    }

    func pace(of order: TaskOrder) -> Duration? { .seconds(7) }

    func look(at token: String, for order: TaskOrder, signals: any SignalSink) async -> JobLook {
        let earlier = state.withLock { state in
            state.looks += 1
            return state.looks - 1
        }
        atLook(earlier)
        // Under a clock that jumps nothing else makes room for the others.
        await Task.yield()
        guard earlier + 1 >= looksNeeded else { return .working(after: nil) }
        return .completed(
            TaskCompletion(
                task: order.task.id, tryNumber: order.tryNumber, token: token, output: ["made": true], failure: nil,
                records: [RoomFact(type: "asset.produced", payload: ["key": "01"])]))
    }

    func abandon(_ order: TaskOrder, token: String) async { state.withLock { $0.abandoned.append(token) } }
}
