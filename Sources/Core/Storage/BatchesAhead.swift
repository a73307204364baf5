import Dispatch
import Synchronization

/// A source whose next batch is made on a thread of its own while whoever asked for the last one writes that.
///
/// The batches are the source's, in its order; one of them is in memory more than are asked for.
package struct BatchesAhead<Source: BatchSource>: BatchSource {
    private struct State {
        var source: Source
        var next: EventBatch?
    }

    /// What both threads reach; the queue's jobs come one after the other.
    private final class Work: Sendable {
        let state: Mutex<State>
        let queue = DispatchQueue(label: "batches")

        init(_ source: consuming Source) { state = Mutex(State(source: source)) }

        func begin() { queue.async { self.state.withLock { $0.next = $0.source.next() } } }

        func end() -> EventBatch? {
            queue.sync {}
            return state.withLock { state in
                defer { state.next = nil }
                return state.next
            }
        }
    }

    private let work: Work
    private var isBegun = false

    package init(_ source: consuming Source) { work = Work(source) }

    /// Blocks the calling thread until the batch is there.
    package mutating func next() -> EventBatch? {
        if !isBegun { work.begin() }
        isBegun = true
        guard let batch = work.end() else { return nil }
        work.begin()
        return batch
    }

    /// The source as it stands once it has been asked for its last batch.
    package consuming func finished() -> Source {
        work.queue.sync {}
        return work.state.withLock { $0.source }
    }
}
