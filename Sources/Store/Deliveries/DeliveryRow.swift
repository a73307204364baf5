package import Core

/// One delivery of a webhook as the store keeps it.
package struct DeliveryRow: Hashable, Sendable {
    /// By which a second delivery of the same is known.
    package let guid: String
    package let receivedAt: Timestamp
    package let event: String
    package let action: String?
    /// `owner/name`.
    package let repository: String?
    package let issue: Int?
    /// The account that did it.
    package let sender: Int?
    /// The button that was pressed: the only thing that can't be read afresh.
    package let request: String?
    /// Where somebody has to look because of it.
    package let attention: [AttentionPlace]

    package init(
        guid: String, receivedAt: Timestamp, event: String, action: String? = nil, repository: String? = nil,
        issue: Int? = nil, sender: Int? = nil, request: String? = nil, attention: [AttentionPlace] = []
    ) {
        self.guid = guid
        self.receivedAt = receivedAt
        self.event = event
        self.action = action
        self.repository = repository
        self.issue = issue
        self.sender = sender
        self.request = request
        self.attention = attention
    }
}
