import Crypto
package import GitHub
package import HTTP

/// How the page is reached, and how one signs in to it.
package struct PageTerms: Sendable {
    /// What the operator signs in with, at least `shortestToken` bytes; nil where that way is not set up.
    let token: [UInt8]?
    /// Nil where signing in with GitHub is not set up.
    let gitHub: WebFlow?
    /// The address under which people open the page, `https://bot.example.org`; nil where that is this machine alone.
    let origin: String?
    /// Who is believed about where requests come from.
    let proxies: ProxyTrust
    /// What sessions are sealed with.
    let key: [UInt8]

    package static let shortestToken = 16

    /// `secret` is what sessions hang on beside the token: whoever changes either ends all of them.
    package init(
        token: String? = nil, gitHub: WebFlow? = nil, origin: String? = nil, proxies: ProxyTrust = .nobody,
        secret: String
    ) {
        self.proxies = proxies
        self.token = token.map { Array($0.utf8) }
        self.gitHub = gitHub
        self.origin = origin
        key = HMACSHA256.code(of: Array("showrunner page\n\(token ?? "")".utf8), key: Array(secret.utf8))
    }

    var hasSignIn: Bool { token != nil || gitHub != nil }

    /// Where the page is and for whom, for whoever starts the service.
    package func notice(at address: ServerAddress) -> String {
        let place = origin ?? "http://\(address)"
        guard hasSignIn else {
            return "The page is at \(place)/ for this machine alone and decides nothing: nobody can sign in. "
                + "BOT_PAGE_TOKEN sets a token."
        }
        return "The page is at \(place)/."
    }

    /// Whether browsers come over TLS, so that cookies are for TLS alone.
    var isSecure: Bool { origin?.hasPrefix("https://") ?? false }

    /// Whether a text is the operator's token; how long that takes does not tell how much of it is right.
    func isToken(_ text: String) -> Bool {
        guard let token else { return false }
        return HMACSHA256.isRight(
            HMACSHA256.code(of: Array(text.utf8), key: key), for: token, key: key)
    }

    /// A page's own address without a path; nil for what is none.
    package static func origin(of text: String) -> String? {
        var text = text.lowercased()
        while text.hasSuffix("/") { text.removeLast() }
        let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
        guard let scheme else { return nil }
        let place = text.dropFirst(scheme.count)
        guard !place.isEmpty,
            place.utf8.allSatisfy({ byte in
                (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte) || "-.:[]".utf8.contains(byte)
            })
        else { return nil }
        return text
    }
}
