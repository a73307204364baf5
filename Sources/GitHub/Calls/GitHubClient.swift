package import Core
import FoundationEssentials
package import HTTP

/// Makes calls of GitHub's REST interface one at a time: signs them, waits where GitHub asks for it, repeats what is safe to repeat.
package struct GitHubClient: Sendable {
    /// Without a slash at its end.
    let apiURL: String
    private let tokens: (any AccessTokens)?
    private let signIn: SignIn
    private let http: HTTPClient
    private let time: any TimeSource

    /// Longer waits are the caller's to decide on.
    private static let longestWait = Duration.seconds(60)
    /// Before each repetition of a call that met trouble.
    static let backoff: [Duration] = [.seconds(1), .seconds(2), .seconds(4)]

    init(apiURL: String, tokens: (any AccessTokens)?, signIn: SignIn, http: HTTPClient, time: any TimeSource) {
        self.apiURL = apiURL.hasSuffix("/") ? String(apiURL.dropLast()) : apiURL
        self.tokens = tokens
        self.signIn = signIn
        self.http = http
        self.time = time
    }

    /// Signs in with one token, or not at all.
    package init(apiURL: String, token: String?, http: HTTPClient, time: any TimeSource) {
        // A secret set from a file often ends in a line break, which no head field may hold.
        let word = token?.split(whereSeparator: \.isWhitespace).joined() ?? ""
        let tokens = word.isEmpty ? nil : PersonalToken(token: word)
        self.init(apiURL: apiURL, tokens: tokens, signIn: tokens == nil ? .nobody : .token, http: http, time: time)
    }

    /// Signs in as a GitHub App, with the tokens that it is given for each repository.
    package init(apiURL: String, app: AppTokens, http: HTTPClient, time: any TimeSource) {
        self.init(apiURL: apiURL, tokens: app, signIn: .installation, http: http, time: time)
    }

    var isSignedIn: Bool { tokens != nil }

    /// Beside the REST interface; an Enterprise Server has that under `/api/v3`.
    var graphQLURL: String { (apiURL.hasSuffix("/api/v3") ? String(apiURL.dropLast(2)) : apiURL + "/") + "graphql" }

    /// The login that the sign-in acts under, where it knows without asking GitHub about its token.
    func account() async throws(TrackerError) -> String? { try await tokens?.account() }

    /// The answer's body as the value that is expected, with its head for the links to further pages.
    func read<Reply: Decodable>(
        _ type: Reply.Type, _ call: GitHubCall
    ) async throws(GitHubFailure) -> (reply: Reply, headers: HTTPHeaders) {
        let response = try await send(call)
        return (try value(type, of: response, to: call), response.headers)
    }

    func value<Reply: Decodable>(
        _ type: Reply.Type, of response: HTTPResponse, to call: GitHubCall
    ) throws(GitHubFailure) -> Reply {
        do {
            return try JSONDecoder().decode(Reply.self, from: Data(response.body))
        } catch {
            let type = GitHubRefusal(response).contentType
            let reason = "the answer about \(call.subject) (\(response.status), \(type)) is not what GitHub documents"
            throw .definite(.refused(reason: "\(reason); check GITHUB_API_URL and any proxy"))
        }
    }

    /// Any answer of success.
    ///
    /// `GitHubFailure.lost` comes at once for a call that is not repeatable, else when repeating did not help.
    @discardableResult func send(_ call: GitHubCall) async throws(GitHubFailure) -> HTTPResponse {
        var troubles = 0
        var waits = 0
        let repository = call.repository(below: apiURL)
        var hasRenewed = false
        while true {
            let token: String?
            do throws(TrackerError) { token = try await tokens?.token(for: repository) } catch {
                throw .definite(error)
            }
            switch await attempt(call, token) {
            case .answer(let response): return response
            case .failed(let error):
                // A token may end between being asked for and being read, or be revoked; nothing was done with it.
                guard case .unauthorised = error, !hasRenewed, let token, let tokens,
                    await tokens.discard(token, for: repository)
                else { throw .definite(error) }
                hasRenewed = true
            case .throttled(let wait, let isGuess):
                let wait = isGuess ? wait * (1 << waits) : wait
                guard wait <= Self.longestWait, waits < 5 else { throw .definite(.throttled(after: wait)) }
                waits += 1
                try await pause(wait)
            case .untouched(let error):
                guard troubles < Self.backoff.count else { throw .definite(error) }
                try await pause(Self.backoff[troubles])
                troubles += 1
            case .lost(let error):
                guard call.isRepeatable, troubles < Self.backoff.count else { throw .lost(error) }
                try await pause(Self.backoff[troubles])
                troubles += 1
            }
        }
    }

    func pause(_ duration: Duration) async throws(GitHubFailure) {
        do {
            try await time.sleep(for: duration)
        } catch {
            throw .definite(.unreachable(reason: "the call was cancelled while it waited"))
        }
    }

    private enum Attempt {
        case answer(HTTPResponse)
        case failed(TrackerError)
        case throttled(Duration, isGuess: Bool)
        /// Nothing reached GitHub.
        case untouched(TrackerError)
        case lost(TrackerError)
    }

    private func attempt(_ call: GitHubCall, _ token: String?) async -> Attempt {
        let response: HTTPResponse
        do throws(HTTPError) {
            response = try await http.send(request(for: call, token))
        } catch {
            switch error {
            case .invalidURL(let url):
                return .failed(.refused(reason: "'\(url)' is no address; check GITHUB_API_URL"))
            case .notSent(let reason): return .untouched(.unreachable(reason: reason))
            case .noAnswer(let reason): return .lost(.unreachable(reason: reason))
            case .timedOut(let limit, let sent):
                let seconds = limit.milliseconds / 1000
                let trouble = TrackerError.unreachable(
                    reason: "GitHub said nothing about \(call.subject) within \(seconds) s")
                return sent ? .lost(trouble) : .untouched(trouble)
            case .answerTooLarge(let limit):
                return .failed(
                    .refused(reason: "the answer about \(call.subject) is longer than \(limit) bytes"))
            case .cancelled: return .failed(.unreachable(reason: "the call was cancelled"))
            }
        }
        switch AnswerReading(response, to: call, as: signIn, now: time.now()) {
        case .success: return .answer(response)
        case .throttled(let wait, let isGuess): return .throttled(wait, isGuess: isGuess)
        case .trouble(let error): return .lost(error)
        case .failure(let error): return .failed(error)
        }
    }

    private func request(for call: GitHubCall, _ token: String?) -> HTTPRequest {
        let url = call.target.hasPrefix("/") ? apiURL + call.target : call.target
        var request = HTTPRequest(call.method, url, timeout: .seconds(30))
        request.headers = [("Accept", call.accepts), ("X-GitHub-Api-Version", "2022-11-28")]
        request.isSentOnce = !call.isRepeatable
        if let etag = call.etag { request.headers.append(("If-None-Match", etag)) }
        if let token { request.headers.append(("Authorization", "Bearer \(token)")) }
        if let body = call.body {
            request.headers.append(("Content-Type", "application/json"))
            request.body = .bytes(Array(body.text.utf8))
        }
        return request
    }
}
