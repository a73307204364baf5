import FoundationEssentials

/// The parts of an http or https address by which Git matches its settings.
struct WebAddress: Hashable, Sendable {
    let scheme: String
    let host: String
    let port: Int
    /// Begins with a slash and ends without one.
    let path: String

    /// Nil for anything but an http or https address.
    init?(_ text: String) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            scheme == "http" || scheme == "https", let host = parts.host, !host.isEmpty
        else { return nil }
        self.scheme = scheme
        self.host = host.lowercased()
        port = parts.port ?? (scheme == "https" ? 443 : 80)
        var path = parts.percentEncodedPath
        while path.hasSuffix("/") { path.removeLast() }
        self.path = path
    }

    /// Same scheme, host (a `*` stands for one label) and port, and a path that the other's begins with, part by part.
    func covers(_ other: WebAddress) -> Bool {
        guard scheme == other.scheme, port == other.port, path.isEmpty || (other.path + "/").hasPrefix(path + "/")
        else {
            return false
        }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let others = other.host.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count == others.count && zip(labels, others).allSatisfy { $0 == $1 || $0 == "*" }
    }

    func isSameServer(as other: WebAddress) -> Bool {
        (scheme, host, port) == (other.scheme, other.host, other.port)
    }
}
