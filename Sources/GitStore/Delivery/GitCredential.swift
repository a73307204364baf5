import FoundationEssentials

/// What signs in to an HTTP server; it is sent in a header and shown nowhere.
package struct GitCredential: Hashable, Sendable, CustomStringConvertible {
    let user: String
    let token: String
    package var description: String { "\(user):…" }

    /// GitHub takes any token under the user `x-access-token`.
    package init(user: String = "x-access-token", token: String) {
        self.user = user
        self.token = token
    }

    var authorization: String { "Basic " + Data("\(user):\(token)".utf8).base64EncodedString() }
}
