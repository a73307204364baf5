package import Store

extension Delivery {
    /// Where somebody has to look because of it.
    package var attention: [AttentionPlace] {
        switch event {
        case .issues, .issueComment:
            // A pull request can't hold a brief, and what is said on one is not said to us.
            guard !isPullRequest, !isEcho, let repository, let issue else { return [] }
            return [AttentionPlace(repository: repository, issue: issue)]
        case .pullRequest:
            guard ["closed", "reopened"].contains(action) else { return [] }
            return issueOfBranch
        case .checkRun:
            guard ["requested_action", "rerequested"].contains(action) else { return [] }
            return issueOfBranch
        case .checkSuite:
            guard action == "rerequested" else { return [] }
            return issueOfBranch
        case .installation:
            guard ["created", "unsuspend", "new_permissions_accepted"].contains(action) else { return [] }
            return repositories.map { AttentionPlace(repository: $0) }
        case .installationRepositories: return repositories.map { AttentionPlace(repository: $0) }
        case .ping, .label, .other: return []
        }
    }

    /// Whether it tells of what the bot itself has written, or would be no loss if it did not.
    ///
    /// Each time a run edits its comment or sets its label GitHub says so. Who forges the mark is read with the next look.
    private var isEcho: Bool { isMarked || label?.hasPrefix("showrunner:") == true }

    /// The issue for which a branch of ours was made: `showrunner/issue-12`, whatever stands before the last slash.
    private var issueOfBranch: [AttentionPlace] {
        guard let repository, let name = branch?.split(separator: "/").last, name.hasPrefix("issue-"),
            let number = Int(name.dropFirst(6)), number > 0
        else { return [] }
        return [AttentionPlace(repository: repository, issue: number)]
    }
}
