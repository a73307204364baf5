/// Why a tracker gave no answer; each case is a different next step.
package enum TrackerError: Error, Hashable, Sendable {
    /// `what` names the issue, repository or file. GitHub says the same of what a token may not see.
    case notFound(what: String, hint: String)
    case unauthorised(hint: String)
    case forbidden(reason: String, hint: String)
    /// The service asks for patience.
    case throttled(after: Duration?)
    /// No answer at all, or a 5xx: trying later may help.
    case unreachable(reason: String)
    /// An answer that is not what the service documents, or a refusal of what was sent.
    case refused(reason: String)
}

extension TrackerError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound(let what, let hint): "\(what) was not found. \(hint)"
        case .unauthorised(let hint): "The sign-in was refused. \(hint)"
        case .forbidden(let reason, let hint): "That is not allowed: \(reason). \(hint)"
        case .throttled(let delay):
            "The service asks for patience"
                + (delay.map { " for \($0.milliseconds / 1000) s" } ?? "") + ". Run the command again later."
        case .unreachable(let reason): "No answer: \(reason). Check the network and run the command again."
        case .refused(let reason): "The request was refused: \(reason)."
        }
    }
}
