/// A response with what only the client needs of its exchange.
struct Answer: Sendable {
    let response: HTTPResponse
    /// Where a redirect leads, made absolute by libcurl; nil for any other answer.
    let redirect: String?
    /// What the exchange took of its time.
    let elapsed: Duration
    /// Whether its body is still coming in, to where it was asked for.
    let isBegun: Bool
}
