/// What a server answers.
package struct ServerResponse: Sendable {
    package enum Body: Sendable {
        case bytes([UInt8])
        /// Goes on for as long as somebody writes to it.
        case stream(ServerStream)
    }

    package let status: UInt32
    /// Beside those that say when the answer was made, how long it is and whether the connection stays open.
    package var headers: [(name: String, value: String)]
    package let body: Body

    package init(_ status: UInt32, headers: [(name: String, value: String)] = [], body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A line of plain text.
    package static func text(_ status: UInt32, _ text: String) -> ServerResponse {
        ServerResponse(
            status, headers: [("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff")],
            body: .bytes(Array((text + "\n").utf8)))
    }

    /// The same with another field in its head.
    package func with(_ name: String, _ value: String) -> ServerResponse {
        var response = self
        response.headers.append((name, value))
        return response
    }
}
