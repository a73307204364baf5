import HTTP

/// The cookies of the page: read from a request, and set with an answer.
struct PageCookies: Sendable {
    let isSecure: Bool

    /// The prefix has the browser refuse one that another host or an unsafe connection sets.
    private var prefix: String { isSecure ? "__Host-" : "" }
    private var session: String { prefix + "showrunner_session" }
    private var state: String { prefix + "showrunner_state" }

    func session(in head: RequestHead) -> String? { value(session, in: head) }
    func state(in head: RequestHead) -> String? { value(state, in: head) }

    /// No other site's link or form brings it along.
    func setSession(_ value: String, seconds: Int64) -> String { field(session, value, seconds, "Strict") }

    /// GitHub's redirect has to bring it along.
    func setState(_ value: String, seconds: Int64) -> String { field(state, value, seconds, "Lax") }

    var clearSession: String { field(session, "", 0, "Strict") }
    var clearState: String { field(state, "", 0, "Lax") }

    private func field(_ name: String, _ value: String, _ seconds: Int64, _ site: String) -> String {
        "\(name)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=\(site)\(isSecure ? "; Secure" : "")"
    }

    /// Nil where it is missing, or comes twice, as when somebody else has set one too.
    private func value(_ name: String, in head: RequestHead) -> String? {
        let pairs = head.headers.all("cookie").flatMap { $0.split(separator: ";") }
        let values = pairs.compactMap { pair -> String? in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == name else { return nil }
            return String(parts[1])
        }
        return values.count == 1 ? values[0] : nil
    }
}
