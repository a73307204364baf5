/// Where the body of an answer goes that is what was asked for; any other is kept in memory.
enum AnswerTarget: Sendable {
    case memory
    /// To whoever reads it while it comes in.
    case events(StreamBody)

    /// Whether an answer with such a head is what was asked for.
    func takes(status: Int, _ headers: HTTPHeaders) -> Bool {
        switch self {
        case .memory: false
        case .events:
            (200...299).contains(status)
                && headers["content-type"]?.lowercased().hasPrefix("text/event-stream") == true
        }
    }
}
