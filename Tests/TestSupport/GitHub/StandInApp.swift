package import Core
import Foundation

/// A GitHub App of the stand-in, installed in repositories.
package struct StandInApp: Sendable {
    package var id: String
    package var slug: String
    /// Those it is installed in.
    package var repositories: Set<String>
    package var permissions: [String: String]
    /// How long a token lives; the time is the test's.
    package var lifetime: Duration
    package var now: @Sendable () -> Timestamp
    /// What was tried to be delivered to it, in any order.
    package var attempts: [StandInAttempt] = []
    /// The attempts that were asked for again, in order.
    package internal(set) var redelivered: [Int] = []
    /// The tokens that were given, in order.
    package internal(set) var given: [String] = []

    package init(
        id: String = "Iv23test", slug: String = "showrunner", repositories: Set<String>,
        permissions: [String: String] = [
            "issues": "write", "contents": "write", "pull_requests": "write", "checks": "write", "metadata": "read",
        ], lifetime: Duration = .seconds(3_600),
        now: @escaping @Sendable () -> Timestamp = { Timestamp(Date()) }
    ) {
        self.id = id
        self.slug = slug
        self.repositories = repositories
        self.permissions = permissions
        self.lifetime = lifetime
        self.now = now
    }

    /// As whom its tokens act.
    var account: StandInAccount { StandInAccount("\(slug)[bot]", type: "Bot", mayAskWhoItIs: false) }

    /// Whether a JSON web token is one that GitHub would read: its claims, not its signature.
    func accepts(_ token: String) -> Bool {
        let parts = token.split(separator: ".")
        guard parts.count == 3, let claims = Self.claims(in: String(parts[1])), claims["iss"]?.string == id,
            let issued = claims["iat"]?.integer, let end = claims["exp"]?.integer
        else { return false }
        let seconds = Int(now().milliseconds / 1000)
        return issued <= seconds && end > seconds && end - seconds <= 600
    }

    private static func claims(in part: String) -> JSONValue? {
        var text = part.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        while text.count % 4 != 0 { text += "=" }
        return Data(base64Encoded: text).flatMap { try? JSONDecoder().decode(JSONValue.self, from: $0) }
    }
}
