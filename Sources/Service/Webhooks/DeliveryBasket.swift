import HTTP
import Store
import Synchronization

/// The deliveries that have been read and are to be written together, with those who wait for it.
final class DeliveryBasket: Sendable {
    private struct Content {
        var rows: [DeliveryRow] = []
        var replies: [ServerReply] = []
    }

    private let content = Mutex(Content())

    func add(_ row: DeliveryRow, _ reply: ServerReply) {
        content.withLock { content in
            content.rows.append(row)
            content.replies.append(reply)
        }
    }

    /// All of them, which are no longer in it; of both there are as many, in the same order.
    func empty() -> (rows: [DeliveryRow], replies: [ServerReply]) {
        content.withLock { content in
            defer { content = Content() }
            return (content.rows, content.replies)
        }
    }
}
