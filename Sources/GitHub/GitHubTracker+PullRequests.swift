package import Core

extension GitHubTracker: PullRequestHost {
    package func offer(_ offer: PullRequestOffer) async throws(TrackerError) -> PullRequest {
        guard client.isSignedIn else {
            throw .unauthorised(hint: "Set GITHUB_TOKEN to a token that may write the repository's pull requests.")
        }
        let repository = try await repository(offer.repository)
        if let found = try await standing(offer, in: repository) { return found }
        var offer = offer
        var delays = GitHubClient.backoff[...]
        while true {
            do throws(GitHubFailure) {
                return try await make(offer, in: repository)
            } catch {
                switch error {
                case .lost(let reason):
                    guard let delay = delays.popFirst() else { throw reason }
                    do throws(GitHubFailure) { try await client.pause(delay) } catch { throw reason }
                    if let found = try await standing(offer, in: repository) { return found }
                case .definite(.refused(let reason)) where offer.isDraft && Self.hasNoDrafts(reason):
                    offer = PullRequestOffer(
                        repository: offer.repository, branch: offer.branch, title: offer.title, body: offer.body,
                        marker: offer.marker, isDraft: false)
                case .definite(.refused(let reason)):
                    // It is there already, the list was not up to date, or what was answered to its making can't be read.
                    if let found = try await standing(offer, in: repository) { return found }
                    throw Self.advised(.refused(reason: reason), in: repository)
                case .definite(let reason): throw Self.advised(reason, in: repository)
                }
            }
        }
    }

    package func pullRequest(
        _ marker: CommentMarker, of branch: String, in repository: String
    ) async throws(TrackerError) -> PullRequest? {
        let authorship = try await authorship()
        return try await requests(of: branch, in: repository).lazy.map { $0.request(in: repository, authorship) }
            .first { $0.isOwn && marker.marks($0.body) }
    }

    package func rewrite(
        _ request: PullRequest, as body: String, marker: CommentMarker
    ) async throws(TrackerError) {
        let text = "\(marker.line)\n\(body)"
        guard !Self.isSame(request.body, text) else { return }
        try await change(request, ["body": .string(text)])
    }

    package func markReady(_ request: PullRequest) async throws(TrackerError) {
        guard request.isDraft else { return }
        let subject = Self.subject(request)
        var call = GitHubCall(
            "POST", client.graphQLURL,
            body: [
                "query": .string(
                    "mutation($id: ID!) { markPullRequestReadyForReview(input: {pullRequestId: $id}) "
                        + "{ pullRequest { isDraft } } }"),
                "variables": ["id": .string(request.node)],
            ], about: subject)
        call.ownRepository = request.repository
        call.permission = .pullRequests
        guard let error = try await reading(MutationReply.self, call).reply.error(about: subject) else { return }
        // The first of two that were sent may have done it, its answer lost; or a person has.
        let get = pulls("GET", "/\(request.number)", of: request.repository, about: subject)
        guard try await reading(PullRequestReply.self, get).reply.draft == true else { return }
        throw error
    }

    // MARK: Finding and making

    /// The pull request that stands for the offer's branch; what the bot made for an earlier run says now what this one's says.
    private func standing(
        _ offer: PullRequestOffer, in repository: GitHubRepository
    ) async throws(TrackerError) -> PullRequest? {
        let authorship = try await authorship()
        let found = try await requests(of: offer.branch, in: repository.name)
        let mine = found.map { $0.request(in: repository.name, authorship) }
        // Its own one, closed ones too: who has closed it does not want another.
        if let same = mine.first(where: { $0.isOwn && offer.marker.marks($0.body) }) { return same }
        if let older = mine.first(where: { $0.isOwn && $0.isOpen }) {
            let text = "\(offer.marker.line)\n\(offer.body)"
            return try await change(older, ["title": .string(offer.title), "body": .string(text)])
                .request(in: repository.name, authorship)
        }
        // GitHub has one open pull request for each pair of branches.
        return zip(found, mine).first { $0.base.ref == repository.defaultBranch && $1.isOpen }?.1
    }

    /// The pull requests from a branch of the repository itself, the newest first.
    private func requests(of branch: String, in repository: String) async throws(TrackerError) -> [PullRequestReply] {
        let owner = repository.prefix { $0 != "/" }
        let head = PercentEncoding.encode("\(owner):\(branch)")
        let call = pulls(
            "GET", "?state=all&head=\(head)&sort=created&direction=desc&per_page=100", of: repository,
            about: "The pull requests of \(repository)")
        // A filter that GitHub does not understand is left aside, and all come.
        return try await reading([PullRequestReply].self, call).reply.filter { $0.head.ref == branch }
    }

    private func make(
        _ offer: PullRequestOffer, in repository: GitHubRepository
    ) async throws(GitHubFailure) -> PullRequest {
        var call = pulls("POST", "", of: repository.name, about: "A pull request of \(repository.name)")
        call.body = [
            "title": .string(offer.title), "head": .string(offer.branch),
            "base": .string(repository.defaultBranch), "body": .string("\(offer.marker.line)\n\(offer.body)"),
            "draft": .bool(offer.isDraft),
        ]
        call.isRepeatable = false
        return try await client.read(PullRequestReply.self, call).reply.request(in: repository.name, isOwn: true)
    }

    @discardableResult private func change(
        _ request: PullRequest, _ members: [String: JSONValue]
    ) async throws(TrackerError) -> PullRequestReply {
        var call = pulls("PATCH", "/\(request.number)", of: request.repository, about: Self.subject(request))
        call.body = .object(members)
        call.edits = call.target
        return try await reading(PullRequestReply.self, call).reply
    }

    private func pulls(
        _ method: String, _ rest: String, of repository: String, about subject: String
    ) -> GitHubCall {
        var call = GitHubCall(method, "/repos/\(repository)/pulls\(rest)", about: subject)
        call.permission = .pullRequests
        return call
    }

    private static func subject(_ request: PullRequest) -> String {
        "Pull request \(request.number) of \(request.repository)"
    }

    // MARK: Refusals

    private static func hasNoDrafts(_ reason: String) -> Bool {
        reason.lowercased().contains("draft pull requests are not supported")
    }

    /// With what to do about it, where GitHub's words alone don't say.
    private static func advised(_ error: TrackerError, in repository: GitHubRepository) -> TrackerError {
        switch error {
        case .forbidden(let reason, _) where reason.contains("not permitted to create or approve pull requests"):
            .forbidden(
                reason: reason,
                hint: "Allow it under the repository's Settings, Actions, General, 'Allow GitHub Actions to create and "
                    + "approve pull requests', or give the bot a token of its own.")
        case .forbidden(let reason, _) where reason.lowercased().contains("archived"):
            .forbidden(reason: reason, hint: "Unarchive the repository in its settings.")
        case .refused(let reason) where reason.contains("No commits between"):
            .refused(
                reason: "\(reason): the branch holds nothing that \(repository.defaultBranch) lacks, so there is "
                    + "nothing to merge")
        case .forbidden, .refused, .notFound, .unauthorised, .throttled, .unreachable: error
        }
    }
}
