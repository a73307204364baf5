import Core

/// One call of the REST interface.
struct GitHubCall: Sendable {
    var method: String
    /// Below the interface's address and starting with a slash, or a whole address that an answer gave.
    var target: String
    var body: JSONValue?
    /// What it is about, as error texts name it: `Issue owner/name#12`.
    var subject: String

    init(_ method: String, _ target: String, body: JSONValue? = nil, about subject: String) {
        self.method = method
        self.target = target
        self.body = body
        self.subject = subject
    }

    /// The form of the answer that is asked for.
    var accepts = "application/vnd.github+json"

    /// Names an earlier answer; where nothing has changed since, GitHub answers 304 without a body, and the call is free.
    var etag: String?

    /// Whether making it twice is the same as making it once; true of everything here but what adds a comment.
    var isRepeatable = true
}
