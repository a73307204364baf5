package import Core
import FoundationEssentials
package import HTTP

/// Makes calls of GitHub's REST interface one at a time: signs them, waits where GitHub asks for it, repeats what is safe to repeat.
package struct GitHubClient: Sendable {
    /// Without a slash at its end.
    let apiURL: String
    private let token: String?
    private let http: HTTPClient
    private let time: any TimeSource

    /// Longer waits are the caller's to decide on.
    private static let longestWait = Duration.seconds(60)
    /// Before each repetition of a call that met trouble.
    static let backoff: [Duration] = [.seconds(1), .seconds(2), .seconds(4)]

    package init(apiURL: String, token: String?, http: HTTPClient, time: any TimeSource) {
        self.apiURL = apiURL.hasSuffix("/") ? String(apiURL.dropLast()) : apiURL
        // A secret set from a file often ends in a line break, which no head field may hold.
        let word = token?.split(whereSeparator: \.isWhitespace).joined() ?? ""
        self.token = word.isEmpty ? nil : word
        self.http = http
        self.time = time
    }

    var hasToken: Bool { token != nil }

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
        while true {
            switch await attempt(call) {
            case .answer(let response): return response
            case .failed(let error): throw .definite(error)
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

    private func attempt(_ call: GitHubCall) async -> Attempt {
        let response: HTTPResponse
        do throws(HTTPError) {
            response = try await http.send(request(for: call))
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
        switch AnswerReading(response, to: call, hasToken: hasToken, now: time.now()) {
        case .success: return .answer(response)
        case .throttled(let wait, let isGuess): return .throttled(wait, isGuess: isGuess)
        case .trouble(let error): return .lost(error)
        case .failure(let error): return .failed(error)
        }
    }

    private func request(for call: GitHubCall) -> HTTPRequest {
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
