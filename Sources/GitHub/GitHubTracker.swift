package import Core
package import HTTP

/// Issues on GitHub, or on an Enterprise Server, through its REST interface.
package struct GitHubTracker: IssueTracker {
    let client: GitHubClient
    let memory = TrackerMemory()

    package init(apiURL: String, token: String?, http: HTTPClient, time: any TimeSource) {
        self.init(client: GitHubClient(apiURL: apiURL, token: token, http: http, time: time))
    }

    package init(client: GitHubClient) { self.client = client }

    /// One whose sign-in is set up wrongly: every call says so, and none is made.
    package init(unusable problem: String, apiURL: String, http: HTTPClient, time: any TimeSource) {
        self.init(
            client: GitHubClient(
                apiURL: apiURL, tokens: NoToken(problem: problem), signIn: .app, http: http, time: time))
    }

    package func issue(_ identity: IssueIdentity) async throws(TrackerError) -> Issue {
        let path = try path(of: identity)
        let call = GitHubCall("GET", path, about: "Issue \(identity)")
        return try await reading(IssueReply.self, call).reply.issue(identity)
    }

    /// What a repository, `owner/name`, is called now, where to clone it from and whether it may be pushed to.
    package func repository(_ name: String) async throws(TrackerError) -> GitHubRepository {
        guard IssueIdentity.isRepository(name) else {
            throw .refused(reason: "'\(name)' is not of the form owner/name")
        }
        let call = GitHubCall("GET", "/repos/\(name)", about: "Repository \(name)")
        return try await reading(RepositoryReply.self, call).reply.repository
    }

    package func addLabels(_ labels: [String], to identity: IssueIdentity) async throws(TrackerError) {
        var call = GitHubCall(
            "POST", try path(of: identity) + "/labels", body: ["labels": .array(labels.map { .string($0) })],
            about: "Issue \(identity)")
        if labels.count == 1 { call.edits = "label \(labels[0]) of \(identity)" }
        try await sending(call)
    }

    /// Succeeds too where the issue does not have the label.
    package func removeLabel(_ label: String, from identity: IssueIdentity) async throws(TrackerError) {
        var call = GitHubCall(
            "DELETE", try path(of: identity) + "/labels/\(PercentEncoding.encode(label))",
            about: "Label '\(label)' of issue \(identity)")
        call.edits = "label \(label) of \(identity)"
        do throws(TrackerError) {
            try await sending(call)
        } catch {
            guard case .notFound = error else { throw error }
            // GitHub says 404 of an absent label and of an absent issue alike.
            _ = try await reading(
                IssueReply.self, GitHubCall("GET", try path(of: identity), about: "Issue \(identity)"))
        }
    }

    // MARK: Shared with the comments

    /// The issue's place below the interface's address.
    func path(of identity: IssueIdentity) throws(TrackerError) -> String {
        guard case .github(let repository, let number) = identity, IssueIdentity.isRepository(repository), number > 0
        else { throw .refused(reason: "'\(identity)' is not an issue on GitHub") }
        return "/repos/\(repository)/issues/\(number)"
    }

    func reading<Reply: Decodable>(
        _ type: Reply.Type, _ call: GitHubCall
    ) async throws(TrackerError) -> (reply: Reply, headers: HTTPHeaders) {
        do throws(GitHubFailure) {
            return try await client.read(type, call)
        } catch {
            throw error.error
        }
    }

    private static var mostPages: Int { 100 }

    /// Reads a list page by page, as GitHub's links lead, for as long as `take` wants more of it.
    ///
    /// `response`: the answer to the first call, where it has been made.
    func pages<Entry: Decodable>(
        _ type: [Entry].Type, _ first: GitHubCall, from response: HTTPResponse? = nil,
        _ take: ([Entry], HTTPHeaders) throws(TrackerError) -> Bool
    ) async throws(TrackerError) {
        var call = first
        var known = response
        for _ in 0..<Self.mostPages {
            let page: (reply: [Entry], headers: HTTPHeaders)
            do throws(GitHubFailure) {
                if let response = known {
                    page = (try client.value(type, of: response, to: call), response.headers)
                } else {
                    page = try await client.read(type, call)
                }
            } catch { throw error.error }
            known = nil
            guard try take(page.reply, page.headers), let next = PageLink.next(in: page.headers) else { return }
            guard next.hasPrefix(client.apiURL + "/") else {
                throw .refused(
                    reason: "GitHub's answer points outside \(client.apiURL) for the next page; check GITHUB_API_URL")
            }
            call.target = next
            call.etag = nil
        }
        throw .refused(reason: "\(first.subject): there are more than \(Self.mostPages) pages")
    }

    func sending(_ call: GitHubCall) async throws(TrackerError) {
        do throws(GitHubFailure) {
            try await client.send(call)
        } catch {
            throw error.error
        }
    }
}
