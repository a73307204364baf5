import FoundationEssentials

/// Whether and how a redirect is followed: a pure decision.
enum RedirectPolicy {
    static let mostHops = 10

    /// Head fields that say nothing of the sender, and so may go to another origin.
    private static let harmless: Set<String> = [
        "accept", "accept-language", "user-agent", "content-type", "range", "if-none-match", "if-modified-since",
        "x-github-api-version",
    ]

    /// The request to make next; nil where the answer is to be given to the caller as it is.
    ///
    /// The method stays, as GitHub asks for, except after a 303. Only GET and HEAD go to another origin, and then without any head field
    /// that could hold a secret; nothing goes from https to http.
    static func following(_ answer: Answer, of request: HTTPRequest) -> HTTPRequest? {
        guard !request.isPaid, [301, 302, 303, 307, 308].contains(answer.response.status),
            let target = answer.redirect, let from = Origin(request.url), let to = Origin(target),
            !(from.scheme == "https" && to.scheme == "http"), answer.elapsed < request.timeout
        else { return nil }
        var next = request
        next.url = target
        next.timeout -= answer.elapsed
        if answer.response.status == 303, next.method != "HEAD" {
            next.method = "GET"
            next.body = .none
            next.headers.removeAll { $0.name.lowercased() == "content-type" }
        }
        if from != to {
            guard next.method == "GET" || next.method == "HEAD", case .none = next.body else { return nil }
            next.headers.removeAll { !harmless.contains($0.name.lowercased()) }
        }
        return next
    }

    /// Scheme, host and port: what has to stay the same for a secret to be sent again.
    private struct Origin: Equatable {
        let scheme: String
        let host: String
        let port: Int

        init?(_ text: String) {
            guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
                scheme == "http" || scheme == "https", let host = parts.host?.lowercased()
            else { return nil }
            self.scheme = scheme
            self.host = host
            port = parts.port ?? (scheme == "https" ? 443 : 80)
        }
    }
}
