import Core
import Engine
import Store
import Synchronization

/// A run of 100,000 tasks that was stopped half-way is taken up again by another process, as it were.
func resumeBench() async throws {
    let count = 100_000
    let scratch = try ScratchFolder("resume")
    let run = BenchRun(number: 1)
    let first = StoppingAgent(after: count / 2)
    let stopped = try await first.conductor(over: try SQLiteStore(in: scratch.path))
        .begin(run.id, charter: run.charter, plan: DagPlan(tasks: count).tasks)
    guard stopped.board.status == .queued else { throw BenchError("The run ended \(stopped.board.status).") }

    var figures = Figures("resume", n: count)
    figures["openTasks"] = Double(stopped.board.openTasks)
    var times: [Double] = []
    for _ in 0..<5 {
        let store = try SQLiteStore(in: scratch.path)
        let span = BenchSpan()
        _ = try await store.board(of: run.id)
        times.append(span.seconds)
    }
    figures["rowsToBoardSeconds"] = times.median

    let second = StoppingAgent(after: 1)
    let span = BenchSpan()
    let store = try SQLiteStore(in: scratch.path)
    _ = try await second.conductor(over: store).resume(run.id, holder: "bench", byPerson: true)
    figures["resumeSeconds"] = span.seconds

    let fold = BenchSpan()
    let folded = try await store.foldedBoard(of: run.id)
    figures["foldSeconds"] = fold.seconds
    guard let state = try await store.state(of: run.id), Blackboard(state) == folded else {
        throw BenchError("The rows lead to another state than the events.")
    }
    figures["rssMB"] = ResidentMemory.peakMegabytes
    figures.show()
}

/// Does nothing, and has the run stopped after so many tries.
private final class StoppingAgent: Agent {
    let name = "noop"
    private let last: Int
    private let control = RunControl()
    private let calls = Mutex(0)

    init(after last: Int) { self.last = last }

    func conductor(over store: SQLiteStore) -> RunConductor {
        RunConductor(
            log: store, agents: [self], concurrency: DagPlan.concurrency, time: BenchTime(), control: control)
    }

    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        let call = calls.withLock { calls in
            calls += 1
            return calls
        }
        if call == last { control.interrupt(reason: "stopped by the bench", force: false) }
        return AgentAnswer(.done(.null))
    }
}
