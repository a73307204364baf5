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
    private let pacing: WritePacing

    /// Longer waits are the caller's to decide on.
    private static let longestWait = Duration.seconds(60)
    /// Before each repetition of a call that met trouble.
    static let backoff: [Duration] = [.seconds(1), .seconds(2), .seconds(4)]

    init(
        apiURL: String, tokens: (any AccessTokens)?, signIn: SignIn, http: HTTPClient, time: any TimeSource,
        pacing: WritePacing = WritePacing()
    ) {
        self.apiURL = apiURL.hasSuffix("/") ? String(apiURL.dropLast()) : apiURL
        self.tokens = tokens
        self.signIn = signIn
        self.http = http
        self.time = time
        self.pacing = pacing
    }

    /// Signs in with one token, or not at all; `pacing` is shared by all that write under one sign-in before one host.
    package init(
        apiURL: String, token: String?, http: HTTPClient, time: any TimeSource, pacing: WritePacing = WritePacing()
    ) {
        // A secret set from a file often ends in a line break, which no head field may hold.
        let word = token?.split(whereSeparator: \.isWhitespace).joined() ?? ""
        let tokens = word.isEmpty ? nil : PersonalToken(token: word)
        self.init(
            apiURL: apiURL, tokens: tokens, signIn: tokens == nil ? .nobody : .token, http: http, time: time,
            pacing: pacing)
    }

    /// Signs in as a GitHub App, with the tokens that it is given for each repository.
    package init(
        apiURL: String, app: AppTokens, http: HTTPClient, time: any TimeSource, pacing: WritePacing = WritePacing()
    ) {
        self.init(apiURL: apiURL, tokens: app, signIn: .installation, http: http, time: time, pacing: pacing)
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
        guard call.isWrite else { return try await ask(call) }
        let line = line(for: call)
        switch await line.enter(call) {
        case .shared(let answer): return try answer.get()
        case .own(let number): return try await write(call, number, line)
        }
    }

    /// Calls that change nothing are made at once.
    private func ask(_ call: GitHubCall) async throws(GitHubFailure) -> HTTPResponse {
        var patience = Patience()
        let line = line(for: call)
        while true {
            // Going on after GitHub has asked for patience may get the bot banned.
            if let held = line.held(at: time.now()) {
                let wait = held - time.now()
                guard wait <= Self.longestWait else { throw .definite(.throttled(after: wait)) }
                try await pause(wait)
            }
            switch await attempt(call, &patience, line) {
            case .end(let answer): return try answer.get()
            case .again(let wait): try await pause(wait)
            }
        }
    }

    private func write(
        _ call: GitHubCall, _ number: Int, _ line: WriteLine
    ) async throws(GitHubFailure) -> HTTPResponse {
        var patience = Patience()
        while true {
            let call: GitHubCall
            do throws(GitHubFailure) {
                call = try await line.turn(number, atMost: Self.longestWait, time)
            } catch {
                end(number, .failure(error), line)
                throw error
            }
            switch await attempt(call, &patience, line) {
            case .end(let answer):
                end(number, answer, line)
                return try answer.get()
            case .again(let wait):
                if case .shared(let answer) = await line.rest(number, at: time.now()) { return try answer.get() }
                do throws(GitHubFailure) { try await pause(wait) } catch {
                    line.leave(number, at: time.now())
                    throw error
                }
                line.resume(number)
            }
        }
    }

    /// Whoever has joined a write is no part of its being cancelled: one of them makes it then.
    private func end(_ number: Int, _ answer: WriteLine.Answer, _ line: WriteLine) {
        if Task.isCancelled, case .failure = answer {
            line.leave(number, at: time.now())
        } else {
            line.finish(number, answer, at: time.now())
        }
    }

    /// Whose limits a call counts on: those of the account where an App is installed, else those of the one sign-in.
    private func line(for call: GitHubCall) -> WriteLine {
        guard signIn == .installation else { return pacing.line(of: "", at: apiURL) }
        return pacing.line(of: call.repository(below: apiURL)?.prefix { $0 != "/" }.lowercased() ?? "", at: apiURL)
    }

    /// How often something has gone wrong with a call.
    private struct Patience {
        var troubles = 0
        var waits = 0
        var hasRenewed = false

        /// How long to rest before the call is made again; nil where it has met trouble often enough.
        mutating func rest() -> Duration? {
            guard troubles < GitHubClient.backoff.count else { return nil }
            defer { troubles += 1 }
            return GitHubClient.backoff[troubles]
        }
    }

    private enum Step {
        case end(WriteLine.Answer)
        case again(after: Duration)
    }

    private func attempt(_ call: GitHubCall, _ patience: inout Patience, _ line: WriteLine) async -> Step {
        let repository = call.repository(below: apiURL)
        let token: String?
        do throws(TrackerError) { token = try await tokens?.token(for: repository) } catch {
            return .end(.failure(.definite(error)))
        }
        switch await attempt(call, token) {
        case .answer(let response): return .end(.success(response))
        case .failed(let error):
            // A token may end between being asked for and being read, or be revoked; nothing was done with it.
            guard case .unauthorised = error, !patience.hasRenewed, let token, let tokens,
                await tokens.discard(token, for: repository)
            else { return .end(.failure(.definite(error))) }
            patience.hasRenewed = true
            return .again(after: .zero)
        case .throttled(let wait, let isGuess):
            let wait = isGuess ? wait * (1 << patience.waits) : wait
            let now = time.now()
            line.hold(until: now + wait, at: now)
            guard wait <= Self.longestWait, patience.waits < 5 else {
                return .end(.failure(.definite(.throttled(after: wait))))
            }
            patience.waits += 1
            return .again(after: wait)
        case .untouched(let error):
            return patience.rest().map { .again(after: $0) } ?? .end(.failure(.definite(error)))
        case .lost(let error):
            guard call.isRepeatable, let wait = patience.rest() else { return .end(.failure(.lost(error))) }
            return .again(after: wait)
        }
    }

    func pause(_ duration: Duration) async throws(GitHubFailure) {
        guard duration > .zero else { return }
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
            case .notSent(let reason), .untrusted(let reason): return .untouched(.unreachable(reason: reason))
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
