import Core

/// One request that a server asks for: where it goes, what it carries, and until when it may be made.
struct LFSAction: Sendable {
    let address: String
    let headers: [(name: String, value: String)]
    /// Nil where it does not run out.
    let end: Timestamp?

    /// Nil for JSON that is none; `now` is when it came.
    init?(_ json: JSONValue?, now: Timestamp) {
        guard let address = json?["href"]?.string, WebAddress(address) != nil else { return nil }
        self.address = address
        // What frames the message is the client's own business.
        let framing: Set<String> = ["content-length", "transfer-encoding", "host", "connection", "expect"]
        headers = (json?["header"]?.object ?? [:]).sorted { $0.key < $1.key }.compactMap { name, value in
            guard let value = value.string, !framing.contains(name.lowercased()) else { return nil }
            return (name, value)
        }
        let seconds = json?["expires_in"]?.integer ?? 0
        let date = json?["expires_at"]?.string.flatMap(Timestamp.init)
        end = seconds != 0 ? now + .seconds(min(seconds, 1 << 31)) : date
    }

    /// Whether it runs out within the time that a transfer takes to begin.
    func isOver(at now: Timestamp) -> Bool { end.map { $0 <= now + .seconds(5) } ?? false }

    func has(_ name: String) -> Bool { headers.contains { $0.name.lowercased() == name.lowercased() } }
}
