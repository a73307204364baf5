/// The App through which something was done (`performed_via_github_app`).
struct ActingAppReply: Decodable {
    let id: Int64?
}
