import Dispatch
import Synchronization

/// Runs one actor's jobs on a queue of its own, so that a blocking call holds no thread of the shared pool.
package final class BlockingExecutor: SerialExecutor {
    private let queue: DispatchQueue
    /// Jobs that wait or are at work.
    private let jobs = Atomic(0)

    package init(label: String) { queue = DispatchQueue(label: label) }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        perform { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    /// Runs work after everything that was enqueued before it; isolated to the actor, as its jobs are.
    package func perform(_ work: @escaping @Sendable () -> Void) {
        jobs.add(1, ordering: .relaxed)
        queue.async {
            work()
            self.jobs.subtract(1, ordering: .relaxed)
        }
    }

    /// Runs work on the calling thread, isolated to the actor, if no job waits or is at work; whether it did.
    ///
    /// Two threads less take part than where it is handed over and its outcome handed back; the calling one waits meanwhile.
    package func performIfIdle(_ work: () -> Void) -> Bool {
        guard jobs.compareExchange(expected: 0, desired: 1, ordering: .relaxed).exchanged else { return false }
        queue.sync(execute: work)
        jobs.subtract(1, ordering: .relaxed)
        return true
    }

    package func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}
