import Core

/// What happened to an issue (`issues/list-events`).
struct EventReply: Decodable {
    let id: Int64
    let event: String
    let label: Label?
    let actor: UserReply?
    let app: ActingAppReply?
    let createdAt: String?

    struct Label: Decodable {
        let name: String?
    }

    private enum CodingKeys: String, CodingKey {
        case id, event, label, actor
        case app = "performed_via_github_app"
        case createdAt = "created_at"
    }

    var threadEvent: ThreadEvent {
        ThreadEvent(
            id: id, kind: event, label: label?.name, actor: actor?.actor(through: app), at: Timestamp(reply: createdAt))
    }
}
