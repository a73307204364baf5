/// A place in a delivery's JSON: one of those that are read, or `other`.
enum DeliveryField: Hashable, Sendable {
    case other
    case whole, action
    case repository, repositoryName
    case issue, issueNumber, issuePullRequest
    case pullRequest, pullRequestHead, pullRequestBranch
    case sender, senderID, senderLogin, senderType
    case installation, installationID
    case label, labelName
    case comment, commentBody
    case checkRun, checkRunID, checkSuite, checkBranch
    case requestedAction, requestedIdentifier
    case repositories, repositoriesEntry, repositoriesName

    /// The members that are read of the object at this place.
    private var members: [(name: StaticString, field: DeliveryField)] {
        switch self {
        case .whole: Self.ofWhole
        case .repository: Self.ofRepository
        case .issue: Self.ofIssue
        case .pullRequest: Self.ofPullRequest
        case .pullRequestHead: Self.ofPullRequestHead
        case .sender: Self.ofSender
        case .installation: Self.ofInstallation
        case .label: Self.ofLabel
        case .comment: Self.ofComment
        case .checkRun: Self.ofCheckRun
        case .checkSuite: Self.ofCheckSuite
        case .requestedAction: Self.ofRequestedAction
        case .repositoriesEntry: Self.ofRepositoriesEntry
        default: []
        }
    }

    private typealias Members = [(name: StaticString, field: DeliveryField)]
    private static let ofWhole: Members = [
        ("action", .action), ("repository", .repository), ("issue", .issue), ("pull_request", .pullRequest),
        ("sender", .sender), ("installation", .installation), ("label", .label), ("check_run", .checkRun),
        ("check_suite", .checkSuite),
        ("comment", .comment),
        ("requested_action", .requestedAction), ("repositories", .repositories),
        ("repositories_added", .repositories),
    ]
    private static let ofRepository: Members = [("full_name", .repositoryName)]
    private static let ofIssue: Members = [("number", .issueNumber), ("pull_request", .issuePullRequest)]
    private static let ofPullRequest: Members = [("head", .pullRequestHead)]
    private static let ofPullRequestHead: Members = [("ref", .pullRequestBranch)]
    private static let ofSender: Members = [("id", .senderID), ("login", .senderLogin), ("type", .senderType)]
    private static let ofInstallation: Members = [("id", .installationID)]
    private static let ofLabel: Members = [("name", .labelName)]
    private static let ofComment: Members = [("body", .commentBody)]
    private static let ofCheckRun: Members = [("check_suite", .checkSuite), ("external_id", .checkRunID)]
    private static let ofCheckSuite: Members = [("head_branch", .checkBranch)]
    private static let ofRequestedAction: Members = [("identifier", .requestedIdentifier)]
    private static let ofRepositoriesEntry: Members = [("full_name", .repositoriesName)]

    /// Where a member leads whose name these bytes begin with, up to a quotation mark.
    func member(_ bytes: UnsafeRawBufferPointer) -> DeliveryField {
        for member in members {
            let length = member.name.utf8CodeUnitCount
            guard length < bytes.count, unsafe bytes[length] == UInt8(ascii: "\"") else { continue }
            if unsafe bytes.begins(with: member.name) { return member.field }
        }
        return .other
    }

    /// Where the entries of an array lead.
    var entry: DeliveryField { self == .repositories ? .repositoriesEntry : .other }
}
