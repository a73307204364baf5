package import Core
import Crypto
import FoundationEssentials
package import HTTP

/// Signs people in through GitHub's web flow: they are sent there, come back with a code, and the code tells who they are.
///
/// The token that the code is exchanged for is used for that one question and then forgotten.
package struct WebFlow: Sendable {
    private let clientID: String
    private let secret: String
    /// Where people are sent: GitHub's pages.
    private let serverURL: String
    private let apiURL: String
    private let http: HTTPClient
    private let time: any TimeSource

    package init(
        clientID: String, secret: String, serverURL: String, apiURL: String, http: HTTPClient, time: any TimeSource
    ) {
        self.clientID = clientID
        self.secret = secret
        self.serverURL = serverURL.hasSuffix("/") ? String(serverURL.dropLast()) : serverURL
        self.apiURL = apiURL
        self.http = http
        self.time = time
    }

    /// Where to send somebody, who comes back to `callback` with the same `state`; `proof` is shown when the code is exchanged.
    package func address(state: String, proof: String, callback: String) -> String {
        let challenge = Self.base64URL(SHA256.digest(of: proof))
        let fields = [
            ("client_id", clientID), ("redirect_uri", callback), ("state", state), ("allow_signup", "false"),
            ("code_challenge", challenge), ("code_challenge_method", "S256"),
        ]
        return "\(serverURL)/login/oauth/authorize?" + Self.form(fields)
    }

    /// Who came back with a code.
    package func login(code: String, proof: String, callback: String) async throws(TrackerError) -> String {
        let token = try await token(for: code, proof, callback)
        let client = GitHubClient(apiURL: apiURL, token: token, http: http, time: time)
        do throws(GitHubFailure) {
            return try await client.read(UserReply.self, GitHubCall("GET", "/user", about: "Who is signing in")).reply
                .login
        } catch { throw error.error }
    }

    private func token(for code: String, _ proof: String, _ callback: String) async throws(TrackerError) -> String {
        let fields = [
            ("client_id", clientID), ("client_secret", secret), ("code", code), ("redirect_uri", callback),
            ("code_verifier", proof),
        ]
        var request = HTTPRequest(
            "POST", "\(serverURL)/login/oauth/access_token",
            headers: [("Accept", "application/json"), ("Content-Type", "application/x-www-form-urlencoded")],
            body: .bytes(Array(Self.form(fields).utf8)), timeout: .seconds(20), largestAnswer: 64 << 10)
        request.isSentOnce = true  // A code is good for one exchange.
        let response: HTTPResponse
        do throws(HTTPError) { response = try await http.send(request) } catch {
            throw .unreachable(reason: "the sign-in with GitHub could not be finished: \(error)")
        }
        // Also a refusal has the status 200; its words say why.
        let reply = try? JSONValue(parsing: String(decoding: response.body, as: UTF8.self))
        guard let token = reply?["access_token"]?.string, !token.isEmpty else {
            let reason = PlainText.line(reply?["error"]?.string ?? "status \(response.status)", limit: 80)
            throw .refused(
                reason: "GitHub did not take the sign-in (\(reason)); try again, or check BOT_OAUTH_CLIENT_SECRET")
        }
        return token
    }

    private static func form(_ fields: [(String, String)]) -> String {
        fields.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
    }

    private static func base64URL(_ digest: SHA256Digest) -> String {
        var bytes: [UInt8] = []
        var rest = digest.hex[...]
        while let byte = UInt8(rest.prefix(2), radix: 16) {
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }
}
