package import Core
package import Crypto
import FoundationEssentials

/// A GitHub App as it signs itself: a JSON web token (RS256) for each call, by the App's private key.
package struct AppIdentity: AccessTokens {
    /// The App's client ID, or its number.
    package let id: String
    private let key: RSAPrivateKey
    private let time: any TimeSource

    package init(id: String, key: RSAPrivateKey, time: any TimeSource) {
        self.id = id
        self.key = key
        self.time = time
    }

    package func token(for repository: String?) -> String? { token }
    package func discard(_ token: String, for repository: String?) -> Bool { false }
    package func account() -> String? { nil }

    /// Good from a minute ago, as clocks differ, for nine minutes; GitHub takes ten at most.
    var token: String {
        let now = time.now().milliseconds / 1000
        let claims: JSONValue = ["iat": .integer(now - 60), "exp": .integer(now + 540), "iss": .string(id)]
        let head: JSONValue = ["alg": "RS256", "typ": "JWT"]
        let message = "\(Self.encode(Array(head.text.utf8))).\(Self.encode(Array(claims.text.utf8)))"
        return "\(message).\(Self.encode(key.signature(of: Array(message.utf8))))"
    }

    /// Base 64 for addresses, without filling (RFC 7515).
    private static func encode(_ bytes: [UInt8]) -> String {
        String(
            Data(bytes).base64EncodedString().compactMap { character in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }
}
