import Core
import Crypto
import FoundationEssentials
import GitHub
import HTTP

/// As whom the bot acts on GitHub, by the environment: an App where one is set up, else a token, else nobody.
enum GitHubSignIn: Sendable {
    case nobody
    case token(String)
    case app(AppTokens)
    /// An App is set up and can't be used; why, and what to do.
    case unusable(String)

    init(environment: [String: String], apiURL: String, http: HTTPClient, time: any TimeSource) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        switch (value("BOT_APP_ID"), value("BOT_APP_PRIVATE_KEY")) {
        case (nil, nil): self = value("GITHUB_TOKEN").map(Self.token) ?? .nobody
        case (_?, nil):
            self = .unusable("BOT_APP_ID is set and BOT_APP_PRIVATE_KEY is not: set it to the App's key, or its file")
        case (nil, _?):
            self = .unusable("BOT_APP_PRIVATE_KEY is set and BOT_APP_ID is not: set it to the App's client ID")
        case (let id?, let text?):
            do {
                let key = try RSAPrivateKey(pem: Self.pem(text))
                let id = id.split(whereSeparator: \.isWhitespace).joined()
                self = .app(
                    AppTokens(AppIdentity(id: id, key: key, time: time), apiURL: apiURL, http: http, time: time))
            } catch {
                self = .unusable("BOT_APP_PRIVATE_KEY can't be used: \(error)")
            }
        }
    }

    /// Whether calls can be signed in.
    var isSomebody: Bool {
        switch self {
        case .token, .app: true
        case .nobody, .unusable: false
        }
    }

    /// The key itself, as it is or with `\n` for its line ends (as some secret stores keep it), or the file that has it.
    private static func pem(_ text: String) throws -> String {
        if text.contains("-----BEGIN") { return text.replacing("\\n", with: "\n") }
        guard let bytes = FileManager.default.contents(atPath: text) else {
            throw CommandFailure("there is no such file, or it may not be read")
        }
        return String(decoding: bytes.prefix(100_000), as: UTF8.self)
    }

    /// What pushes are signed in with: the token for the repository that an address, `https://host/owner/name.git`, names.
    func token(forCloneURL url: String) async throws(TrackerError) -> String? {
        switch self {
        case .nobody, .unusable: return nil
        case .token(let token): return token
        case .app(let tokens):
            let words = url.split(separator: "/").suffix(2).map(String.init)
            guard words.count == 2 else { return nil }
            let name = words[1].hasSuffix(".git") ? String(words[1].dropLast(4)) : words[1]
            return try await tokens.token(for: "\(words[0])/\(name)")
        }
    }
}
