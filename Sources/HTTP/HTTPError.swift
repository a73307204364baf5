/// Why there is no answer; `HTTPResponse` carries every answer that came, whatever its status.
package enum HTTPError: Error, Hashable, Sendable {
    /// The address can't be used: not http or https, or not an address at all.
    case invalidURL(String)
    /// No byte of the request can have reached the service.
    case notSent(reason: String)
    /// The server could not show that it is who it should be: no byte of the request was sent, and none will be.
    case untrusted(reason: String)
    /// The request was sent, or part of it; what the service made of it is unknown.
    case noAnswer(reason: String)
    case timedOut(after: Duration, sent: Bool)
    case answerTooLarge(limit: Int)
    case cancelled
}
