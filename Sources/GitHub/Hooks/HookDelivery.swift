package import Core

/// One attempt of GitHub's to deliver something to an App's webhook.
package struct HookDelivery: Hashable, Sendable {
    /// Of the attempt.
    package let id: Int64
    /// Of what was to be delivered: further attempts have the same.
    package let guid: String
    package let deliveredAt: Timestamp
    package let event: String
    /// Whether it was answered as it should be.
    package let isGood: Bool

    package init(id: Int64, guid: String, deliveredAt: Timestamp, event: String, isGood: Bool) {
        self.id = id
        self.guid = guid
        self.deliveredAt = deliveredAt
        self.event = event
        self.isGood = isGood
    }
}
