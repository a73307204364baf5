import HTTP
import Synchronization
import TestSupport

/// Answers with what it was asked, by path, and keeps every request.
final class EchoService: HTTPService {
    private let kept = Mutex<[ServerRequest]>([])
    private let replies = Mutex<[ServerReply]>([])
    let limit: Int
    let stream: ServerStream
    /// Opened when a request has come that is to be answered later, or never.
    let asked = Latch()
    /// Opened when the client of the stream takes no more.
    let left = Latch()

    init(limit: Int = 1_000, room: Int = 1 << 20) {
        self.limit = limit
        let left = left
        stream = ServerStream(room: room) { left.open() }
    }

    var requests: [ServerRequest] { kept.withLock { $0 } }

    func admit(_ head: RequestHead) -> Admission {
        head.path == "/refused" ? .refused(.text(403, "no")) : .body(limit: limit)
    }

    func answer(_ request: ServerRequest, _ reply: ServerReply) {
        kept.withLock { $0.append(request) }
        switch request.head.path {
        case "/later":
            replies.withLock { $0.append(reply) }
            asked.open()
        case "/forgotten": break
        case "/stream": reply.send(ServerResponse(200, body: .stream(stream)))
        default:
            reply.send(
                ServerResponse(
                    200, headers: [("X-Path", request.head.path), ("X-Query", request.head.query ?? "none")],
                    body: .bytes(request.body)))
        }
    }

    /// Answers what has waited.
    func answerAll() {
        let waiting = replies.withLock { replies in
            defer { replies = [] }
            return replies
        }
        for reply in waiting { reply.send(.text(200, "late")) }
    }
}
