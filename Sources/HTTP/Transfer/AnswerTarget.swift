/// Where the body of an answer goes that is what was asked for; any other is kept in memory.
enum AnswerTarget: Sendable {
    case memory
    /// To whoever reads it while it comes in.
    case events(StreamBody)
    case file(FileBody)

    /// Of an answer that was not asked for, such as a page instead of a film.
    static let longestRefusal = 1 << 20

    /// Whether an answer with such a head is what was asked for.
    func takes(status: Int, _ headers: HTTPHeaders) -> Bool {
        switch self {
        case .memory: false
        case .events:
            (200...299).contains(status)
                && headers["content-type"]?.lowercased().hasPrefix("text/event-stream") == true
        case .file: status == 200
        }
    }
}
