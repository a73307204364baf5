import Core
import FoundationEssentials
import Store

/// The rows that a plan of no-op tasks makes, written by the C program in `Reference`: what lies under any engine over these tables.
struct DagFloor {
    let seconds: Double
    let cpuSeconds: Double

    /// Nil where the program was not built.
    static func measure(tasks count: Int) throws -> DagFloor? {
        guard let program = ChildProcess.neighbour("dagfloor") else { return nil }
        let scratch = try ScratchFolder("dagfloor")
        _ = try SQLiteStore(in: scratch.path)  // It makes the tables.
        let words = [program, "\(count)", "\(DagPlan.concurrency)", scratch.path + "/" + SQLiteStore.fileName]
        let answer = scratch.path + "/answer.json"
        guard try ChildProcess.run(words, output: .file(answer)).exitStatus == 0 else {
            throw BenchError("'\(program)' failed.")
        }
        let figures = try JSONValue(parsing: String(contentsOfFile: answer, encoding: .utf8))
        guard let seconds = figures["seconds"]?.number, let cpuSeconds = figures["cpuSeconds"]?.number else {
            throw BenchError("'\(program)' gave no figures.")
        }
        return DagFloor(seconds: seconds, cpuSeconds: cpuSeconds)
    }
}
