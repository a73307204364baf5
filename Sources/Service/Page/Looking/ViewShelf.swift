import Content
import Core
import Engine
import Synchronization

/// Keeps the runs that are looked at as they were last read: a thousand readers of one run read it once.
final class ViewShelf: Sendable {
    private struct Entry {
        let sequence: Int
        let report: RunReport
        var used: Int
    }

    private let state = Mutex<(entries: [RunID: Entry], clock: Int)>(([:], 0))
    private static let most = 16
    /// Larger ones are read again each time, rather than held.
    private static let mostTasks = 2_000

    func report(of run: RunID, at sequence: Int) -> RunReport? {
        state.withLock { state in
            guard let entry = state.entries[run], entry.sequence == sequence else { return nil }
            state.clock += 1
            state.entries[run]?.used = state.clock
            return entry.report
        }
    }

    func put(_ report: RunReport) {
        let board = report.view.board
        guard board.tasks.count <= Self.mostTasks else { return }
        state.withLock { state in
            state.clock += 1
            state.entries[board.run] = Entry(sequence: board.lastSequence, report: report, used: state.clock)
            while state.entries.count > Self.most,
                let oldest = state.entries.min(by: { $0.value.used < $1.value.used })
            {
                state.entries[oldest.key] = nil
            }
        }
    }
}
