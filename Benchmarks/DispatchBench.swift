import Core
import Engine
import Store
import Synchronization

/// How long after its need was answered a task's agent is called, its intent made durable in between, while 10,000 others are at
/// work, here or elsewhere.
func dispatchBench() async throws {
    try await measureDispatch(isElsewhere: false)
    try await measureDispatch(isElsewhere: true)
}

private func measureDispatch(isElsewhere: Bool) async throws {
    let (held, chains, links) = (10_000, 4, 500)
    var plan = (0..<held).map { PlanTask(id: TaskID("held/\($0)"), uses: "held") }
    for chain in 0..<chains {
        for link in 0..<links {
            let needs = link == 0 ? [] : [TaskID("link/\(chain)-\(link - 1)")]
            plan.append(PlanTask(id: TaskID("link/\(chain)-\(link)"), uses: "link", needs: needs))
        }
    }
    let scratch = try ScratchFolder("dispatch")
    let control = RunControl()
    let floor = DispatchFloor(links: chains * links, held: held) {
        // Nobody answers for those that are at work elsewhere.
        if isElsewhere { control.cancel(reason: "it has been measured", by: "bench") }
    }
    let conductor = RunConductor(
        log: try SQLiteStore(in: scratch.path),
        agents: [HeldAgent(floor: floor, isElsewhere: isElsewhere), LinkAgent(floor: floor)],
        concurrency: held + chains, time: BenchTime(), control: control)
    let run = BenchRun(number: 1)
    let result = try await conductor.begin(run.id, charter: run.charter, plan: plan)
    guard result.board.status == (isElsewhere ? .cancelled : .succeeded) else {
        throw BenchError("The run ended \(result.board.status).")
    }
    let delays = floor.delays
    var figures = Figures(isElsewhere ? "dispatchBesideSuspended" : "dispatch", n: delays.count)
    figures["inFlight"] = Double(held)
    figures["p50Us"] = delays.median
    figures["p90Us"] = delays.percentile(0.9)
    figures["p99Us"] = delays.percentile(0.99)
    figures["maxUs"] = delays.max() ?? 0
    figures["rssMB"] = ResidentMemory.peakMegabytes
    figures.show()
}

/// Where tasks are held until the chains beside them are done.
private final class DispatchFloor: Sendable {
    private struct State {
        var left: Int
        var missing: Int
        var held: [CheckedContinuation<Void, Never>] = []
        var ends: [TaskID: Double] = [:]
        var delays: [Double] = []
    }
    private let state: Mutex<State>
    private let span = BenchSpan()
    private let whenOver: @Sendable () -> Void

    init(links: Int, held: Int, whenOver: @escaping @Sendable () -> Void) {
        state = Mutex(State(left: links, missing: held))
        self.whenOver = whenOver
    }

    /// In microseconds, of the tasks that were ready while all the others were at work.
    var delays: [Double] { state.withLock { $0.delays } }

    func hold() async {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                state.missing -= 1
                state.held.append(continuation)
            }
        }
    }

    /// One of the others is at work elsewhere.
    func noteHeld() { state.withLock { $0.missing -= 1 } }

    func called(_ order: TaskOrder) {
        let now = span.seconds
        state.withLock { state in
            guard state.missing == 0, let need = order.task.needs.first, let end = state.ends[need] else { return }
            state.delays.append((now - end) * 1e6)
        }
    }

    /// The task's need may be met from here on.
    func ended(_ order: TaskOrder) {
        let (released, isOver) = state.withLock { state in
            state.ends[order.task.id] = span.seconds
            state.left -= 1
            return (state.left == 0 ? state.held : [], state.left == 0)
        }
        for one in released { one.resume() }
        if isOver { whenOver() }
    }
}

private struct HeldAgent: Agent {
    let name = "held"
    let floor: DispatchFloor
    let isElsewhere: Bool

    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        guard !isElsewhere else {
            floor.noteHeld()
            return AgentAnswer(.suspended(token: "elsewhere", deadline: order.createdAt + .seconds(86_400)))
        }
        await floor.hold()
        return AgentAnswer(.done(.null))
    }
}

private struct LinkAgent: Agent {
    let name = "link"
    let floor: DispatchFloor

    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        floor.called(order)
        defer { floor.ended(order) }
        return AgentAnswer(.done(.null))
    }
}
