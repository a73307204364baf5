/// Serves HTTP on one socket, every connection on one thread of its own.
package final class HTTPServer: Sendable {
    /// Where it listens.
    package let address: ServerAddress
    private let loop: ServerLoop

    /// Begins to serve.
    package init(
        on socket: consuming ListeningSocket, limits: ServerLimits = ServerLimits(), service: any HTTPService
    ) throws(ServerError) {
        address = socket.address
        loop = try ServerLoop(socket, limits: limits, service: service)
    }

    /// Accepts no more, answers what has been begun, and ends; what is not answered within `grace` is cut off.
    ///
    /// Streams end at once. The server can't be used again.
    package func drain(within grace: Duration) async {
        await withCheckedContinuation { continuation in
            if !loop.mailbox.post(.drain(within: grace, then: continuation)) { continuation.resume() }
        }
    }
}
