import Core
import FoundationEssentials
import Glibc
import Store

/// How fast events become durable: one at a time, by the hundred, and as a plan of 10,000 tasks writes them.
func eventsBench() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/showrunner-bench-events-\(getpid())"
    // What is left lies in the system's own place for it.
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try SQLiteStore(in: folder)
    var log = EventsBenchLog(number: 1)
    try await store.create(log.batch(of: 1))

    let commits = 2000
    var waits: [Double] = []
    let single = BenchSpan()
    for _ in 0..<commits {
        let batch = log.batch(of: 1)
        let span = BenchSpan()
        try await store.append(batch)
        waits.append(span.seconds * 1e6)
    }
    let singleCPU = single.cpuSeconds
    waits.sort()

    let hundreds = (0..<1000).map { _ in log.batch(of: 100) }
    let batched = BenchSpan()
    for batch in hundreds { try await store.append(batch) }
    let (batchedTime, batchedCPU) = (batched.seconds, batched.cpuSeconds)

    var plan = EventsBenchLog(number: 2)
    let start = plan.batch(of: 1)
    let batches = plan.plan(tasks: 10_000, perBatch: 100)
    try await store.create(start)
    let planned = BenchSpan()
    for batch in batches { try await store.append(batch) }
    let (planTime, planCPU) = (planned.seconds, planned.cpuSeconds)

    let read = BenchSpan()
    let count = try await store.events(of: plan.run, after: 0).count
    let readTime = read.seconds

    func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
    let figures: JSONValue = [
        "name": "events", "n": .integer(Int64(commits)),
        "p50Us": .number(rounded(waits[commits / 2])), "p99Us": .number(rounded(waits[commits * 99 / 100])),
        "cpuUsPerCommit": .number(rounded(singleCPU * 1e6 / Double(commits))),
        "batch100EventsPerS": .number((100_000 / batchedTime).rounded()),
        "batch100CpuUsPerEvent": .number(rounded(batchedCPU * 10)),
        "plan10000TasksMs": .number(rounded(planTime * 1000)),
        "planCpuUsPerEvent": .number(rounded(planCPU * 1e6 / Double(count))),
        "readUsPerEvent": .number(rounded(readTime * 1e6 / Double(count))),
    ]
    print(figures.text)
    for writers in [1, 64, 256] { try await groupCommitBench(writers: writers, in: folder) }
}
