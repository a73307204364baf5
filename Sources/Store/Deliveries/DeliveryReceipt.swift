/// What became of a delivery that is durable now.
package enum DeliveryReceipt: Hashable, Sendable {
    case taken
    /// It had been taken before; nothing was written.
    case repeated
}
