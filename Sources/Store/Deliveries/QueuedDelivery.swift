import Core

/// A delivery on its way into the store, and who is told when it is durable.
struct QueuedDelivery: Sendable {
    let delivery: DeliveryRow
    let then: @Sendable (Result<DeliveryReceipt, RunLogError>) -> Void
}
