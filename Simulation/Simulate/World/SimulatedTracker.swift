import Core
import Synchronization

/// GitHub's comments: whoever posts where there is one already makes a second, which is what must never happen.
final class SimulatedTracker: Sendable {
    private let comments = Mutex<[RunID: [String]]>([:])

    /// The number of a run's comment; nil where there is none.
    func find(_ run: RunID) -> Int? { comments.withLock { $0[run]?.indices.first } }

    func post(_ body: String, for run: RunID) { comments.withLock { $0[run, default: []].append(body) } }

    func edit(_ number: Int, to body: String, for run: RunID) { comments.withLock { $0[run]?[number] = body } }

    func bodies(for run: RunID) -> [String] { comments.withLock { $0[run] ?? [] } }
}
