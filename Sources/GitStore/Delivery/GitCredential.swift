import FoundationEssentials

/// What signs in to an HTTP server; it is sent in a header and shown nowhere.
package struct GitCredential: Hashable, Sendable, CustomStringConvertible {
    let user: String
    let token: String
    /// The hosts that may be sent it, in lower case; nil for any.
    let hosts: Set<String>?
    package var description: String { "\(user):…" }

    /// GitHub takes any token under the user `x-access-token`.
    ///
    /// A token of one service must not reach another's server because a remote happens to lead there: `hosts` says whose it is.
    package init(user: String = "x-access-token", token: String, hosts: Set<String>? = nil) {
        self.user = user
        self.token = token
        self.hosts = hosts.map { Set($0.map { $0.lowercased() }) }
    }

    func isMeant(for url: String) -> Bool {
        guard let hosts else { return true }
        return WebAddress(url).map { hosts.contains($0.host) } ?? false
    }

    var authorization: String { "Basic " + Data("\(user):\(token)".utf8).base64EncodedString() }
}
