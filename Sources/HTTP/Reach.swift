import FoundationEssentials

/// Which hosts a request may come to; an address out of a foreign text or answer is no way into this host's network.
package enum Reach: Hashable, Sendable {
    case anywhere
    /// Public addresses, whatever the name resolves to at the moment of connecting, and these places, `host:port`, besides.
    case publicAddresses(orPlaces: Set<String>)

    /// The place of an address, `host:port`, in lower case; nil where it is none of http or https.
    package static func place(of url: String) -> String? {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
            scheme == "http" || scheme == "https", let host = parts.host?.lowercased(), !host.isEmpty
        else { return nil }
        return "\(host):\(parts.port ?? (scheme == "https" ? 443 : 80))"
    }

    /// Whether every address that the host turns out to have is looked at before a connection is made.
    func isGuarded(for url: String) -> Bool {
        guard case .publicAddresses(let places) = self else { return false }
        return Self.place(of: url).map { !places.contains($0) } ?? true
    }
}
