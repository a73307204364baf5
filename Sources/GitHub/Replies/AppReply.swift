/// The App through which something was done.
struct AppReply: Decodable {
    let id: Int64?
}
