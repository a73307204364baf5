/// A GitHub App, as it sees itself (`apps/get-authenticated`).
struct AppReply: Decodable {
    /// Its name in addresses and logins.
    let slug: String
}
