import Core

/// A batch on its way into the log, and who waits for it to be durable.
struct QueuedAppend: Sendable {
    let batch: EventBatch
    let waiter: CheckedContinuation<Result<Void, RunLogError>, Never>
}
