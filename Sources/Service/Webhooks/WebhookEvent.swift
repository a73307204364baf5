/// What a delivery is about, by the word in its head.
package enum WebhookEvent: Hashable, Sendable {
    case ping, issues, issueComment, label, installation, installationRepositories, pullRequest, checkRun, checkSuite
    /// One that nothing is made of.
    case other(String)

    package init(_ name: String) {
        switch name {
        case "ping": self = .ping
        case "issues": self = .issues
        case "issue_comment": self = .issueComment
        case "label": self = .label
        case "installation": self = .installation
        case "installation_repositories": self = .installationRepositories
        case "pull_request": self = .pullRequest
        case "check_run": self = .checkRun
        case "check_suite": self = .checkSuite
        default: self = .other(name)
        }
    }

    package var name: String {
        switch self {
        case .ping: "ping"
        case .issues: "issues"
        case .issueComment: "issue_comment"
        case .label: "label"
        case .installation: "installation"
        case .installationRepositories: "installation_repositories"
        case .pullRequest: "pull_request"
        case .checkRun: "check_run"
        case .checkSuite: "check_suite"
        case .other(let name): name
        }
    }
}
