import Synchronization

/// Where batches, or deliveries, gather while those before them are committed, so that many share one sync of the disk.
final class CommitQueue<Element: Sendable>: Sendable {
    private struct State {
        var waiting: [Element] = []
        /// Whether somebody is about to take them.
        var isAttended = false
    }

    private let state = Mutex(State())

    /// True where the caller must see to it that they are taken.
    func add(_ element: Element) -> Bool {
        state.withLock { state in
            state.waiting.append(element)
            defer { state.isAttended = true }
            return !state.isAttended
        }
    }

    /// All that wait.
    func take() -> [Element] {
        state.withLock { state in
            var taken: [Element] = []
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
