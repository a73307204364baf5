import Core

/// The answer of GraphQL to a change: a status of 200 says nothing, its `errors` do.
struct MutationReply: Decodable {
    let errors: [Fault]?

    struct Fault: Decodable {
        let type: String?
        let message: String?
    }

    /// Why nothing was changed; nil where it was.
    func error(about subject: String) -> TrackerError? {
        guard let fault = errors?.first else { return nil }
        let words = PlainText.clean(fault.message ?? "no reason was given", limit: 300)
        return switch fault.type {
        case "RATE_LIMITED": .throttled(after: nil)
        case "NOT_FOUND":
            .notFound(what: subject, hint: "It was there and is gone, or the token may not see it.")
        case "FORBIDDEN", "INSUFFICIENT_SCOPES":
            .forbidden(reason: "\(subject): \(words)", hint: GitHubCall.Permission.pullRequests.hint)
        default: .refused(reason: "\(subject): \(words)")
        }
    }
}
