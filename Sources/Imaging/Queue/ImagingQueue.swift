internal import CMemory
internal import Dispatch
internal import Synchronization

/// Runs blocking picture work on threads of its own, a few at a time, so that none of the shared pool's is held.
///
/// `width` bounds the memory as much as the processors, so a process has one queue of two that all rooms share.
package final class ImagingQueue: Sendable {
    private let width: Int
    private let threads = DispatchQueue(label: "showrunner.imaging", attributes: .concurrent)
    private let line = Mutex(Line())

    package init(width: Int) { self.width = max(1, width) }

    /// Performs the work and hands over what it gives or throws; a task cancelled while it waits does not begin.
    package func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        let ticket = Ticket()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enqueue {
                    let result = Result {
                        if ticket.isCancelled { throw CancellationError() }
                        return try work()
                    }
                    continuation.resume(with: result)
                }
            }
        } onCancel: {
            ticket.cancel()
        }
    }

    private func enqueue(_ job: @escaping @Sendable () -> Void) {
        let startsNow = line.withLock { $0.admit(job, width: width) }
        if startsNow { start(job) }
    }

    /// Performs the job and then whichever waits longest, on one thread, until nothing waits.
    private func start(_ job: @escaping @Sendable () -> Void) {
        threads.async { [self] in
            var next: (@Sendable () -> Void)? = job
            while let job = next {
                job()
                next = line.withLock { $0.finish() }
            }
            if line.withLock({ $0.isIdle }) { cmemory_give_back() }
        }
    }

    /// Who is at work, and who waits for a place.
    private struct Line {
        private var running = 0
        private var waiting: [@Sendable () -> Void] = []

        var isIdle: Bool { running == 0 }

        mutating func admit(_ job: @escaping @Sendable () -> Void, width: Int) -> Bool {
            guard running < width else {
                waiting.append(job)
                return false
            }
            running += 1
            return true
        }

        mutating func finish() -> (@Sendable () -> Void)? {
            guard waiting.isEmpty else { return waiting.removeFirst() }
            running -= 1
            return nil
        }
    }

    private final class Ticket: Sendable {
        private let cancelled = Atomic(false)
        var isCancelled: Bool { cancelled.load(ordering: .relaxed) }
        func cancel() { cancelled.store(true, ordering: .relaxed) }
    }
}
