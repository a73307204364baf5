import Foundation
import Synchronization

/// A real HTTP/1.1 server on 127.0.0.1 that answers as a test scripts it and keeps what it received.
///
/// It ends with `stop`, or when nothing holds it any more.
package final class LoopbackServer: Sendable {
    package typealias Handler = @Sendable (LoopbackRequest) async -> LoopbackReply

    private let listener: LoopbackListener
    package let port: Int
    package var url: String { "http://127.0.0.1:\(port)" }

    package init(bodies: LoopbackBodies = .inMemory, _ handler: @escaping Handler) throws {
        listener = try LoopbackListener(bodies: bodies, handler: handler)
        port = listener.port
        listener.start()
    }

    deinit { listener.stop() }

    /// Everything received so far, in order of arrival.
    package var requests: [LoopbackRequest] { listener.log.requests }

    /// How many connections were ever made to it.
    package var connections: Int { listener.connections }

    /// Waits until so many requests have come in whole.
    package func requests(atLeast count: Int) async -> [LoopbackRequest] { await listener.log.requests(atLeast: count) }

    /// Waits until so many connections have ended, on whichever side.
    package func endings(atLeast count: Int) async { await listener.log.endings(atLeast: count) }

    /// Cuts every connection and cancels the handlers at work.
    package func stop() { listener.stop() }
}
