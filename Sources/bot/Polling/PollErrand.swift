import Core
import Service

/// Work on a run that a look at the issues has led to.
enum PollErrand: Hashable, Sendable {
    case begin(RunStart)
    case goOn(RunID, of: IssueIdentity)

    var issue: IssueIdentity {
        switch self {
        case .begin(let start): start.issue.identity
        case .goOn(_, let issue): issue
        }
    }
}
