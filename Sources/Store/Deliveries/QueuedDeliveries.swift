import Core

/// Deliveries on their way into the store, and who is told when they are durable.
struct QueuedDeliveries: Sendable {
    let rows: [DeliveryRow]
    /// Gets what became of each.
    let then: @Sendable ([Result<DeliveryReceipt, RunLogError>]) -> Void
}
