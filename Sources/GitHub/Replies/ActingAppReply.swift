/// The App through which something was done (`performed_via_github_app`).
struct ActingAppReply: Decodable {
    let id: Int64?
    /// Its short name, under which it writes.
    let slug: String?
}
