/// One exchange to be made.
package struct HTTPRequest: Sendable {
    package var method: String
    package var url: String
    /// In order; names in any case.
    package var headers: [(name: String, value: String)]
    package var body: Body
    /// For the whole exchange.
    package var timeout: Duration
    /// The longest that nothing may come or go; nil: as long as the exchange may last, as a picture takes its time.
    package var stall: Duration?
    /// Whether a repetition would cost money: such a call is sent once and follows no redirect.
    package var isPaid: Bool
    /// Whether it must not be made twice, as the posting of a comment: it takes a fresh connection.
    ///
    /// By itself libcurl re-sends a request, a POST too, on a reused connection that closes before an answer.
    package var isSentOnce = false
    /// Which hosts it may come to, redirects included.
    package var reach = Reach.anywhere
    /// Answers larger than this are refused while they come in.
    package var largestAnswer: Int

    package init(
        _ method: String, _ url: String, headers: [(name: String, value: String)] = [], body: Body = .none,
        timeout: Duration = .seconds(60), isPaid: Bool = false, largestAnswer: Int = 32 << 20
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.isPaid = isPaid
        self.largestAnswer = largestAnswer
    }

    package enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// Streamed from the files in order, each from its first byte to its last: memory stays flat however long they are.
        case parts([Part])
    }

    package enum Part: Sendable {
        case bytes([UInt8])
        case file(path: String)
    }
}
