import HTTP

/// Refuses by its head alone what could not be a person's own request to the page.
struct PageGuard: Sendable {
    let terms: PageTerms

    /// Nil for a request that may be looked at.
    func refusal(of head: RequestHead) -> ServerResponse? {
        let hosts = head.headers.all("host")
        guard hosts.count == 1 else { return .text(400, "A request names one host.") }
        let host = hosts[0].lowercased()
        // Whoever makes a name of their own point here would otherwise be of the page's origin.
        guard host == authority || Self.isLoopback(host) else {
            return .text(
                421,
                "The page is not known as this host. Set BOT_PAGE_URL to the address under which people are to open it."
            )
        }
        if !terms.hasSignIn, !isHere(head, host) {
            return .text(
                403,
                "Nobody can sign in here, so the page is shown on the service's own machine alone. Set BOT_PAGE_TOKEN, or "
                    + "BOT_OAUTH_CLIENT_ID and BOT_OAUTH_CLIENT_SECRET.")
        }
        guard isOwn(head, host) else { return .text(403, "The page takes no requests from other sites.") }
        return nil
    }

    private var authority: String? { terms.origin.flatMap { $0.split(separator: "/").last.map(String.init) } }

    /// From this machine, and not through a proxy that says so.
    private func isHere(_ head: RequestHead, _ host: String) -> Bool {
        head.isLocal && Self.isLoopback(host)
            && !head.headers.fields.contains { field in
                let name = field.name.lowercased()
                return name.hasPrefix("x-forwarded") || ["forwarded", "x-real-ip", "via"].contains(name)
            }
    }

    /// `localhost`, an address of `127.0.0.0/8` or `[::1]`, with or without a port.
    static func isLoopback(_ host: String) -> Bool {
        var name = host[...]
        if let colon = name.lastIndex(of: ":"), !name.hasSuffix("]") {
            guard UInt16(name[name.index(after: colon)...]) != nil else { return false }
            name = name[..<colon]
        }
        if name == "localhost" || name == "[::1]" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { part in part.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8(part) != nil }
    }

    /// Whether a page of ours asked, or a person who typed the address or followed a link.
    private func isOwn(_ head: RequestHead, _ host: String) -> Bool {
        let sites = head.headers.all("sec-fetch-site")
        let origins = head.headers.all("origin")
        guard sites.count <= 1, origins.count <= 1 else { return false }
        if let origin = origins.first, !mayCome(from: origin.lowercased(), host) { return false }
        if head.method == "POST" {
            // Every browser of today says at least one of the two.
            guard !sites.isEmpty || !origins.isEmpty else { return false }
            return sites.isEmpty || sites[0] == "same-origin"
        }
        guard let site = sites.first, site != "same-origin", site != "none" else { return true }
        return head.headers["sec-fetch-mode"] == "navigate" && head.headers["sec-fetch-dest"] == "document"
    }

    private func mayCome(from origin: String, _ host: String) -> Bool {
        origin == terms.origin || Self.isLoopback(host) && origin == "http://\(host)"
    }
}
