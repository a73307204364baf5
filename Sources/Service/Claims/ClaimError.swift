package import Core

/// Why an issue could not be claimed, or what was done for it could not be noted; each case is a different next step.
package enum ClaimError: Error, Hashable, Sendable {
    /// Another host is at work on it.
    case held(IssueIdentity, by: String)
    /// The claim was ours and is another host's now.
    case lost(IssueIdentity, to: String)
    case shelf(IssueIdentity, SharedShelfError)
    case damaged(IssueIdentity, reason: String)
    /// A bot that is newer, or much older, has written it.
    case otherFormat(IssueIdentity, format: Int)
    /// This host's own history.
    case log(RunLogError)
}

extension ClaimError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .held(let issue, let who):
            "\(who) is at work on \(issue). It is left to it; should it have died, the claim runs out by itself."
        case .lost(let issue, let who):
            "\(who) has taken over \(issue), as this process had not been heard of for too long. Nothing more is bought here."
        case .shelf(let issue, .unreachable(let reason)):
            "The claim of \(issue) could not be noted in its repository: \(Self.sentence(reason)) Nothing is bought without it."
        case .shelf(let issue, .refused(let reason)):
            "The claim of \(issue) could not be noted in its repository: \(Self.sentence(reason)) The token needs "
                + "'contents: write', and no ruleset may protect 'refs/showrunner/'."
        case .shelf(let issue, .damaged(let reason)): Self.damage(issue, reason)
        case .shelf(let issue, .storage(let reason)):
            "The claim of \(issue) could not be written to this disk: \(Self.sentence(reason))"
        case .damaged(let issue, let reason): Self.damage(issue, reason)
        case .otherFormat(let issue, let format):
            "The claim of \(issue) has the format \(format), which this bot does not know. Use the bot that wrote it, or a newer one."
        case .log(let error): error.description
        }
    }

    private static func damage(_ issue: IssueIdentity, _ reason: String) -> String {
        "What the repository has under refs/showrunner/ for \(issue) can't be used: \(sentence(reason)) Nothing was bought. "
            + "'git push origin --delete REF' forgets it, and what was spent with it."
    }

    private static func sentence(_ reason: String) -> String { reason.hasSuffix(".") ? reason : reason + "." }

    /// What the engine is told.
    var logError: RunLogError {
        if case .log(let error) = self { return error }
        return .storage(reason: "its claim does not hold", hint: description)
    }
}
