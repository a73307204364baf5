import Synchronization

/// Where batches gather while the ones before them are committed, so that many writers share one sync of the disk.
final class AppendQueue: Sendable {
    private struct State {
        var waiting: [QueuedAppend] = []
        /// Whether somebody is about to take them.
        var isAttended = false
    }

    private let state = Mutex(State())

    /// True where the caller must see to it that they are taken.
    func add(_ append: QueuedAppend) -> Bool {
        state.withLock { state in
            state.waiting.append(append)
            defer { state.isAttended = true }
            return !state.isAttended
        }
    }

    /// All that wait.
    func take() -> [QueuedAppend] {
        state.withLock { state in
            var taken: [QueuedAppend] = []
            swap(&taken, &state.waiting)
            return taken
        }
    }

    /// Ends a turn; true where more have come in meanwhile, which the caller must see to.
    func rest() -> Bool {
        state.withLock { state in
            state.isAttended = !state.waiting.isEmpty
            return state.isAttended
        }
    }
}
