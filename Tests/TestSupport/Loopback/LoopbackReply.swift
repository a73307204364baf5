/// What a loopback server answers: a head and the steps of its body, or a connection cut at any of them.
package struct LoopbackReply: Sendable {
    package var status: Int
    package var headers: [(name: String, value: String)]
    package var steps: [Step]
    package var framing: Framing

    package enum Step: Sendable {
        case bytes([UInt8])
        case file(path: String)
        /// Sends nothing more until the gate opens.
        case wait(Latch)
        /// Does something when everything before it has been written, and sends nothing more until it is done.
        case perform(@Sendable () async -> Void)
        /// Closes the connection here.
        case cut
    }

    package enum Framing: Sendable {
        /// A `Content-Length`: that of the steps' bytes, or another one that is a lie.
        case length(Int?)
        case chunked
        /// Ends with the connection.
        case untilClose
    }

    package init(
        _ status: Int, headers: [(name: String, value: String)] = [], steps: [Step], framing: Framing = .length(nil)
    ) {
        self.status = status
        self.headers = headers
        self.steps = steps
        self.framing = framing
    }

    package init(_ status: Int, headers: [(name: String, value: String)] = [], _ text: String = "") {
        self.init(status, headers: headers, steps: text.isEmpty ? [] : [.bytes(Array(text.utf8))])
    }

    package static func json(
        _ status: Int, _ text: String, headers: [(name: String, value: String)] = []
    ) -> LoopbackReply {
        LoopbackReply(status, headers: [("Content-Type", "application/json; charset=utf-8")] + headers, text)
    }

    /// Closes the connection without a byte.
    package static let hangUp = LoopbackReply(0, steps: [])
}
