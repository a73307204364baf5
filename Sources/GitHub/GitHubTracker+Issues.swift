package import Core

extension GitHubTracker {
    /// The open issues of a repository that carry a label, as they are listed; pull requests are left out.
    package func openIssues(
        labelled label: String, of repository: String
    ) async throws(TrackerError) -> [IssueIdentity] {
        guard IssueIdentity.isRepository(repository) else {
            throw .refused(reason: "'\(repository)' is not of the form owner/name")
        }
        let target = "/repos/\(repository)/issues?state=open&labels=\(PercentEncoding.encode(label))&per_page=100"
        var found: [IssueIdentity] = []
        try await pages([ListedIssueReply].self, GitHubCall("GET", target, about: "The issues of \(repository)")) {
            page, _ in
            found += page.filter { $0.pullRequest == nil }.map { .github(repository: repository, number: $0.number) }
            return true
        }
        return found
    }
}
