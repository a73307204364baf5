package import Core

extension GitHubTracker {
    /// The open issues of a repository that carry a label, as they are listed; pull requests are left out.
    package func openIssues(
        labelled label: String, of repository: String
    ) async throws(TrackerError) -> [IssueIdentity] {
        guard IssueIdentity.isRepository(repository) else {
            throw .refused(reason: "'\(repository)' is not of the form owner/name")
        }
        var target = "/repos/\(repository)/issues?state=open&labels=\(PercentEncoding.encode(label))&per_page=100"
        var found: [IssueIdentity] = []
        for _ in 0..<Self.mostIssuePages {
            let call = GitHubCall("GET", target, about: "The issues of \(repository)")
            let page = try await reading([ListedIssueReply].self, call)
            found += page.reply.filter { $0.pullRequest == nil }.map {
                .github(repository: repository, number: $0.number)
            }
            guard let next = PageLink.next(in: page.headers) else { return found }
            guard next.hasPrefix(client.apiURL + "/") else {
                throw .refused(
                    reason: "GitHub's answer points outside \(client.apiURL) for the next page; check GITHUB_API_URL")
            }
            target = next
        }
        return found
    }

    private static var mostIssuePages: Int { 50 }
}
