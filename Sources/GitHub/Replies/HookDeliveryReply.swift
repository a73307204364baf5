import Core

/// An attempt to deliver (`apps/list-webhook-deliveries`).
struct HookDeliveryReply: Decodable {
    let id: Int64
    let guid: String
    let deliveredAt: String?
    let event: String
    let statusCode: Int?

    private enum CodingKeys: String, CodingKey {
        case id, guid, event
        case deliveredAt = "delivered_at"
        case statusCode = "status_code"
    }

    var delivery: HookDelivery {
        HookDelivery(
            id: id, guid: guid, deliveredAt: Timestamp(reply: deliveredAt), event: event,
            isGood: (200...299).contains(statusCode ?? 0))
    }
}
