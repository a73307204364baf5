import Core
import HTTP

/// What an answer of GitHub's asks for next: a pure reading of its status, head and message.
enum AnswerReading: Equatable {
    case success
    /// A limit was met and nothing done; the same call may be made after this time. `isGuess` where GitHub gave no time.
    case throttled(Duration, isGuess: Bool)
    /// The service is in trouble; what it did is unknown.
    case trouble(TrackerError)
    case failure(TrackerError)

    /// Reads in the order that GitHub gives: `retry-after`, then an exhausted limit's reset, then at least a minute.
    init(_ response: HTTPResponse, to call: GitHubCall, as signIn: SignIn, now: Timestamp) {
        switch response.status {
        case 200...299: self = .success
        case 304 where call.etag != nil: self = .success
        case 500...599: self = .trouble(.unreachable(reason: "GitHub answered \(response.status) for \(call.subject)"))
        case 403, 429:
            let refusal = GitHubRefusal(response)
            if let limit = Self.limit(response, refusal, now: now) {
                self = limit
            } else {
                self = .failure(Self.forbidden(refusal, call, response.headers["x-accepted-github-permissions"]))
            }
        default:
            self = .failure(Self.error(response.status, GitHubRefusal(response), call, signIn))
        }
    }

    private static func limit(_ response: HTTPResponse, _ refusal: GitHubRefusal, now: Timestamp) -> AnswerReading? {
        if let text = response.headers["retry-after"] {
            guard let seconds = Int(text) else { return .throttled(.seconds(60), isGuess: true) }
            return .throttled(.seconds(max(1, seconds)), isGuess: false)
        }
        if response.headers["x-ratelimit-remaining"] == "0", let text = response.headers["x-ratelimit-reset"],
            let reset = Int64(text)
        {
            // A second more, because the reset is given in whole seconds.
            let (milliseconds, isTooLate) = reset.multipliedReportingOverflow(by: 1000)
            guard !isTooLate else { return .throttled(.seconds(3600), isGuess: true) }
            let wait = Timestamp(milliseconds: milliseconds) - now + .seconds(1)
            return .throttled(max(.seconds(1), wait), isGuess: false)
        }
        let message = refusal.message.lowercased()
        let names = ["rate limit", "secondary limit", "abuse detection", "too quickly", "submitted too"]
        if response.status == 429 || names.contains(where: message.contains) {
            return .throttled(.seconds(60), isGuess: true)
        }
        return nil
    }

    /// `accepted`: the permissions that would do, as GitHub's answer names them (`issues=write; pull_requests=write`).
    private static func forbidden(
        _ refusal: GitHubRefusal, _ call: GitHubCall, _ accepted: String?
    ) -> TrackerError {
        let isPlain = accepted?.utf8.allSatisfy { byte in
            (0x61...0x7a).contains(byte) || "_=;, ".utf8.contains(byte)
        }
        let message = refusal.message.lowercased()
        let hint =
            if message.contains("locked") {
                "Unlock the conversation on its page, or give the bot's account write access: then it may write all the same."
            } else if message.contains("archived") {
                "Unarchive the repository in its settings."
            } else if let accepted, isPlain == true, (1...200).contains(accepted.utf8.count) {
                "It needs \(accepted.replacing("=", with: ": ")); give the token that (an App: in its settings under "
                    + "'Permissions & events', then accepted where it is installed)."
            } else if call.method == "GET" {
                "Give the token read access to the repository's \(call.permission.rawValue)."
            } else {
                call.permission.hint
            }
        return .forbidden(reason: "\(call.subject): \(refusal.message)", hint: hint)
    }

    private static func error(
        _ status: Int, _ refusal: GitHubRefusal, _ call: GitHubCall, _ signIn: SignIn
    ) -> TrackerError {
        if !refusal.isJSON {
            return .refused(
                reason: "the answer about \(call.subject) (\(status), \(refusal.contentType)) is not GitHub's; "
                    + "check GITHUB_API_URL and any proxy")
        }
        switch status {
        case 401:
            return .unauthorised(hint: Self.advice(for: signIn))
        case 404:
            return .notFound(
                what: call.subject,
                hint: signIn == .app
                    ? "Check the name, and install the App in the repository: its page on GitHub, 'Install App'."
                    : signIn != .nobody
                        ? "Check the name, and that the token may see the repository: GitHub says the same of what it may not."
                        : "Check the name; if the repository is private, set GITHUB_TOKEN to a token that may see it.")
        case 410:
            let isTurnedOff = refusal.message.lowercased().contains("disabled")
            return .notFound(
                what: call.subject,
                hint: isTurnedOff
                    ? "Issues are turned off in that repository." : "It was there and has been deleted on GitHub.")
        case 409:
            return .refused(
                reason:
                    "\(call.subject): \(refusal.message) (409); something was changed there at the same time, or a rule "
                    + "of the repository forbids it. Try again, then look at its rules")
        default: return .refused(reason: "\(call.subject): \(refusal.message) (\(status))")
        }
    }

    /// What helps where GitHub does not know who is calling.
    private static func advice(for signIn: SignIn) -> String {
        switch signIn {
        case .nobody:
            "Set GITHUB_TOKEN to a token that may read and write the repository's issues, or sign in as an App with "
                + "BOT_APP_ID and BOT_APP_PRIVATE_KEY."
        case .token: "GitHub does not accept GITHUB_TOKEN: it may have expired or been revoked. Set a new one."
        case .installation:
            "GitHub does not accept the App's token for the repository: the App may have been suspended or removed "
                + "there. See the repository's settings under 'GitHub Apps'."
        case .app:
            "GitHub does not accept the App's signature: check BOT_APP_ID, that BOT_APP_PRIVATE_KEY is one of its "
                + "keys, and this machine's clock."
        }
    }
}
