import Core
import FoundationEssentials
import Glibc
import Store

/// How fast events become durable when many runs append at once, one event at a time each and the next when that is durable.
///
/// Beside it, in the same moments, what the disk itself takes for an append of as many bytes and a sync.
func groupCommitBench(writers: Int, in folder: String) async throws {
    let store = try SQLiteStore(in: folder + "/group-\(writers)")
    var logs = (0..<writers).map { EventsBenchLog(number: 1_000 + $0) }
    for index in logs.indices { try await store.create(logs[index].batch(of: 1)) }
    let rounds = max(100_000 / writers, 200) / (writers == 1 ? 50 : 1)
    var rates: [Double] = []
    var waits: [Double] = []
    var syncs: [Double] = []
    var cpu = 0.0
    for _ in 0..<5 {
        let batches = logs.indices.map { index in (0..<rounds).map { _ in logs[index].batch(of: 1) } }
        syncs += try syncedAppends(500, of: 216, in: folder)
        let span = BenchSpan()
        waits += try await withThrowingTaskGroup(of: [Double].self) { group in
            for own in batches {
                group.addTask {
                    var waits: [Double] = []
                    waits.reserveCapacity(own.count)
                    for batch in own {
                        let start = ContinuousClock.now
                        try await store.append(batch)
                        waits.append(Double((ContinuousClock.now - start) / .microseconds(1)))
                    }
                    return waits
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        rates.append(Double(writers * rounds) / span.seconds)
        cpu += span.cpuSeconds
    }
    var figures = Figures("groupCommit", n: writers * rounds * 5)
    figures["writers"] = Double(writers)
    figures["eventsPerSecond"] = rates.median.rounded()
    figures["cpuUsPerEvent"] = cpu * 1e6 / Double(writers * rounds * 5)
    figures["p50Us"] = waits.median
    figures["p99Us"] = waits.percentile(0.99)
    figures["fdatasyncP50Us"] = syncs.median
    figures["p50ToFdatasync"] = waits.median / syncs.median
    figures.show()
}

/// The microseconds that each append of some bytes to a plain file with `fdatasync` takes.
private func syncedAppends(_ count: Int, of bytes: Int, in folder: String) throws -> [Double] {
    let path = folder + "/appends"
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw BenchError("The file '\(path)' can't be made.") }
    defer {
        close(descriptor)
        unsafe unlink(path)
    }
    let buffer = [UInt8](repeating: 0x78, count: bytes)
    return try (0..<count).map { _ in
        let span = BenchSpan()
        let written = unsafe buffer.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        guard written == bytes, fdatasync(descriptor) == 0 else { throw BenchError("'\(path)' can't be written.") }
        return span.seconds * 1e6
    }
}
