import Core

extension HTTPError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .invalidURL(let url): "'\(url)' is not an http or https address. Correct the setting that it comes from."
        case .notSent(let reason): "The request was not sent: \(reason). Nothing was done; it can be tried again."
        case .untrusted(let reason): "The request was not sent: \(reason). Nothing was done."
        case .noAnswer(let reason):
            "The request was sent, but no whole answer came: \(reason). It may have been carried out."
        case .timedOut(let limit, let sent):
            "No answer within \(limit.milliseconds / 1000) s. "
                + (sent ? "The request may have been carried out." : "Nothing was sent; it can be tried again.")
        case .answerTooLarge(let limit): "The answer is longer than the \(limit) bytes that are taken in."
        case .cancelled: "The request was cancelled."
        }
    }
}
