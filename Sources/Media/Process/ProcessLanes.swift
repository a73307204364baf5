import Dispatch
import Synchronization

/// Threads for work that waits for a child process, so that none of the shared pool's is held; each lane does one thing at a time.
final class ProcessLanes: Sendable {
    private let queues: [DispatchQueue]
    /// How much each lane has to do.
    private let loads: Mutex<[Int]>

    init(count: Int) {
        queues = (1...max(1, count)).map { DispatchQueue(label: "showrunner.media.\($0)") }
        loads = Mutex(Array(repeating: 0, count: max(1, count)))
    }

    /// Performs the work on the lane that has least to do.
    func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        let lane = loads.withLock { loads in
            let lane = loads.indices.min { loads[$0] < loads[$1] } ?? 0
            loads[lane] += 1
            return lane
        }
        return await withCheckedContinuation { continuation in
            queues[lane].async {
                let value = work()
                self.loads.withLock { $0[lane] -= 1 }
                continuation.resume(returning: value)
            }
        }
    }
}
