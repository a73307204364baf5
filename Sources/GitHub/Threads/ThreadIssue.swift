package import Core

/// An issue as it is now, with what tells whether it may start something.
package struct ThreadIssue: Hashable, Sendable {
    package let issue: Issue
    /// Nil where the account is gone.
    package let author: GitHubActor?
    package let isPullRequest: Bool
    package let isLocked: Bool
    /// The repository that GitHub says it lies in, `owner/name`, and its number there: after a transfer others than were asked for.
    package let repository: String
    package let number: Int
    package let createdAt: Timestamp
    package let updatedAt: Timestamp

    package init(
        issue: Issue, author: GitHubActor?, isPullRequest: Bool = false, isLocked: Bool = false, repository: String,
        number: Int, createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.issue = issue
        self.author = author
        self.isPullRequest = isPullRequest
        self.isLocked = isLocked
        self.repository = repository
        self.number = number
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
