import Core
import Engine
import Store

/// 10,000 runs of one state folder that wait for a person or for a late answer, and what it takes to look which of them are due.
func waitingBench() async throws {
    let count = 10_000
    let scratch = try ScratchFolder("waiting")
    let conductor = RunConductor(
        log: try SQLiteStore(in: scratch.path), agents: [WaitingAgent(name: "person"), WaitingAgent(name: "late")],
        time: BenchTime())
    let making = BenchSpan()
    for number in 1...count {
        let run = BenchRun(number: number)
        let result = try await conductor.begin(
            run.id, charter: run.charter, plan: [PlanTask(id: "draw/01", uses: number % 10 == 0 ? "late" : "person")])
        guard result.board.status == .waiting else { throw BenchError("A run is \(result.board.status).") }
    }
    var figures = Figures("waiting", n: count)
    figures["makingUsPerRun"] = making.seconds * 1e6 / Double(count)

    let store = try SQLiteStore(in: scratch.path)
    let listing = BenchSpan()
    let waiting = try await store.runs(limit: count + 1, in: .waiting)
    figures["listMs"] = listing.seconds * 1e3
    let looking = BenchSpan()
    let due = try await store.waitingRuns(dueBy: BenchTime().now() + .seconds(61))
    figures["dueMs"] = looking.seconds * 1e3
    guard waiting.count == count, due.count == count / 10 else {
        throw BenchError("\(waiting.count) runs wait, \(due.count) are due.")
    }
    // The peak of a process that has also made them all; a service that only looks stays under it.
    figures["rssMB"] = ResidentMemory.peakMegabytes
    figures.show()
}

/// Needs a person, or, called `late`, answers later.
private struct WaitingAgent: Agent {
    let name: String

    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        if name == "person" { return AgentAnswer(.failed(TaskFailure(.needsPerson, "Somebody must look at this."))) }
        return AgentAnswer(.suspended(token: order.idempotencyKey, deadline: BenchTime().now() + .seconds(60)))
    }
}
