/// What a person may do (`repos/get-collaborator-permission-level`).
struct RoleReply: Decodable {
    let permission: String?
    let role: String?

    private enum CodingKeys: String, CodingKey {
        case permission
        case role = "role_name"
    }
}
