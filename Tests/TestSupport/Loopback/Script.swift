import Synchronization

/// Answers of a loopback server, one after the other; the last is given again and again.
package final class Script: Sendable {
    private let replies: Mutex<[LoopbackReply]>

    package init(_ replies: [LoopbackReply]) { self.replies = Mutex(replies) }

    package var next: LoopbackServer.Handler {
        { _ in
            self.replies.withLock { replies in
                replies.count > 1 ? replies.removeFirst() : replies.first ?? .hangUp
            }
        }
    }
}
