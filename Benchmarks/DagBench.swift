import Core
import Engine
import FoundationEssentials
import Glibc
import Store

/// Plans of no-op tasks with three needs each through the real engine and the SQLite store, and in the same minutes the same rows
/// written by a plain C program.
func dagBench() async throws {
    // Of those whose memory is told, each is larger than all before it: the peak is its own.
    let sizes = [(100_000, 3), (10_000, 9), (1_000, 31), (1_000_000, 1)]
    for (count, rounds) in sizes {
        var times: [Double] = []
        var cpu: [Double] = []
        var floors: [DagFloor] = []
        var figures = Figures("dag\(count)", n: count)
        for round in 0..<rounds {
            let (seconds, cpuSeconds) = try await DagPlan(tasks: count).conduct()
            times.append(seconds)
            cpu.append(cpuSeconds)
            if round == 0, count >= 100_000 { figures["rssMB"] = ResidentMemory.peakMegabytes }
            if let floor = try DagFloor.measure(tasks: count) { floors.append(floor) }
        }
        figures["concurrency"] = Double(DagPlan.concurrency)
        figures["seconds"] = times.median
        figures["usPerTask"] = times.median * 1e6 / Double(count)
        figures["bestUsPerTask"] = (times.min() ?? 0) * 1e6 / Double(count)
        figures["cpuUsPerTask"] = cpu.median * 1e6 / Double(count)
        if !floors.isEmpty {
            let (wall, busy) = (floors.map(\.seconds).median, floors.map(\.cpuSeconds).median)
            figures["floorUsPerTask"] = wall * 1e6 / Double(count)
            figures["floorCpuUsPerTask"] = busy * 1e6 / Double(count)
            figures["toFloor"] = times.median / wall
            figures["cpuToFloor"] = cpu.median / busy
        }
        figures.show()
    }
}

/// Layers of a hundred tasks, each with three needs in the layer before.
struct DagPlan {
    static let concurrency = 128
    let tasks: [PlanTask]

    init(tasks count: Int, layer width: Int = 100) {
        var bits: UInt64 = 1
        let names = (0..<count).map { TaskID("noop/\($0)") }
        let template = TaskTemplate(uses: "noop")
        tasks = (0..<count).map { index in
            let base = (index / width - 1) * width
            var needs: [Int] = []
            while base >= 0, needs.count < 3 {
                // Knuth's constants for a linear congruential generator; its high bits are the good ones.
                bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let need = base + Int((bits >> 32) % UInt64(width))
                if !needs.contains(need) { needs.append(need) }
            }
            return PlanTask(id: names[index], template: template, needs: needs.map { names[$0] })
        }
    }

    /// Conducts the plan as a run in a history of its own, and gives the time and the processor time of it.
    consuming func conduct() async throws -> (seconds: Double, cpuSeconds: Double) {
        let scratch = try ScratchFolder("dag")
        let store = try SQLiteStore(in: scratch.path)
        let conductor = RunConductor(log: store, agents: [Noop()], concurrency: Self.concurrency, time: BenchTime())
        let run = BenchRun(number: 1)
        let tasks = tasks
        let span = BenchSpan()
        let result = try await conductor.begin(run.id, charter: run.charter, plan: consume tasks)
        let (seconds, cpuSeconds) = (span.seconds, span.cpuSeconds)
        guard result.board.status == .succeeded else { throw BenchError("The run ended \(result.board.status).") }
        return (seconds, cpuSeconds)
    }

    private struct Noop: Agent {
        let name = "noop"
        func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer { AgentAnswer(.done(.null)) }
    }
}
