import Core
import GitHub
import Service

/// How the page is set up, by the environment.
struct PageSettings: Sendable {
    let terms: PageTerms

    /// `secret` is that of the webhook.
    init(_ base: Workshop, secret: String) throws(CommandFailure) {
        // A secret set from a file often ends in a line break.
        func value(_ name: String) -> String? {
            let text = (base.environment[name] ?? "").split(whereSeparator: \.isWhitespace).joined()
            return text.isEmpty ? nil : text
        }
        let token = value("BOT_PAGE_TOKEN")
        if let token, token.utf8.count < PageTerms.shortestToken {
            throw CommandFailure(
                "BOT_PAGE_TOKEN has fewer than \(PageTerms.shortestToken) characters, and could be guessed: "
                    + "'openssl rand -hex 24' makes a better one.", status: .invalid)
        }
        var origin: String?
        if let text = value("BOT_PAGE_URL") {
            origin = PageTerms.origin(of: text)
            guard origin != nil else {
                throw CommandFailure(
                    "BOT_PAGE_URL is an address without a path, as https://bot.example.org, not "
                        + "'\(PlainText.line(text, limit: 80))'.", status: .invalid)
            }
        }
        let places = base.environment["BOT_PAGE_PROXY"] ?? ""
        guard let proxies = ProxyTrust(places) else {
            throw CommandFailure(
                "BOT_PAGE_PROXY names the proxies before the page by their addresses, as 127.0.0.1 or 10.0.0.0/8 (or unix), "
                    + "with commas between them, not '\(PlainText.line(places, limit: 80))'.", status: .invalid)
        }
        var flow: WebFlow?
        switch (value("BOT_OAUTH_CLIENT_ID"), value("BOT_OAUTH_CLIENT_SECRET")) {
        case (nil, nil): break
        case (let id?, let key?):
            flow = WebFlow(
                clientID: id, secret: key, serverURL: base.serverURL, apiURL: base.apiURL, http: base.http,
                time: base.time)
        case (let id, _):
            let (set, missing) = id == nil ? ("SECRET", "ID") : ("ID", "SECRET")
            throw CommandFailure(
                "BOT_OAUTH_CLIENT_\(set) is set and BOT_OAUTH_CLIENT_\(missing) is not: signing in with GitHub takes both.",
                status: .invalid)
        }
        terms = PageTerms(token: token, gitHub: flow, origin: origin, proxies: proxies, secret: secret)
    }
}
