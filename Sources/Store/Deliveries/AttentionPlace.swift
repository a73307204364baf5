package import Core

/// Where somebody has to look: at one issue, or at all of a repository.
package struct AttentionPlace: Hashable, Sendable, CustomStringConvertible {
    /// `owner/name`.
    package let repository: String
    /// 0 for all of the repository.
    package let issue: Int

    package init(repository: String, issue: Int = 0) {
        self.repository = repository
        self.issue = issue
    }

    /// Nil for an issue that is a file.
    package init?(_ identity: IssueIdentity) {
        guard case .github(let repository, let number) = identity else { return nil }
        self.init(repository: repository, issue: number)
    }

    package var description: String { issue > 0 ? "\(repository)#\(issue)" : repository }

    /// Nil where it is all of a repository.
    package var identity: IssueIdentity? {
        issue > 0 ? .github(repository: repository, number: issue) : nil
    }
}
