import Core

/// A batch on its way into the log, and who waits for it to be durable.
///
/// A class, as a batch has many fields and is handed on several times.
final class QueuedAppend: Sendable {
    let batch: EventBatch
    let waiter: CheckedContinuation<Result<Void, RunLogError>, Never>

    init(batch: EventBatch, waiter: CheckedContinuation<Result<Void, RunLogError>, Never>) {
        self.batch = batch
        self.waiter = waiter
    }
}
