package import Core

/// The one issue of a repository on which the bot says that it is alive.
extension GitHubTracker {
    /// What is done about it, and when it was done last.
    package struct StatusIssue: Hashable, Sendable {
        package let number: Int
        /// Without the marker's line.
        package let body: String
        package let updatedAt: Timestamp
    }

    package static let statusLabel = "showrunner:status"
    private static let statusMarker = CommentMarker(name: "status")
    /// What it says until it has been pinned.
    private static let beginning = "The bot is starting."

    /// The bot's own open status issue; nil where there is none.
    package func statusIssue(of repository: String) async throws(TrackerError) -> StatusIssue? {
        try await foundStatus(of: repository).map { reply in
            StatusIssue(
                number: reply.number ?? 0, body: Self.words(of: reply),
                updatedAt: Timestamp(reply: reply.updatedAt))
        }
    }

    /// Makes the status issue say this: made and pinned where there is none, edited where it says something else.
    ///
    /// Returns why it could not be pinned, for people; nil where nothing had to be.
    package func putStatus(
        _ body: String, title: String, in repository: String
    ) async throws(TrackerError) -> String? {
        var found = try await foundStatus(of: repository)
        if found == nil { found = try await makeStatus(title, in: repository) }
        guard let reply = found, let number = reply.number else { return nil }
        var flaw: String?
        // One that still says so was never pinned; whoever has unpinned it since does not want it pinned.
        if Self.isSame(Self.words(of: reply), Self.beginning) { flaw = try await pin(reply, in: repository) }
        if !Self.isSame(Self.words(of: reply), body) {
            var call = GitHubCall(
                "PATCH", "/repos/\(repository)/issues/\(number)",
                body: ["body": .string("\(Self.statusMarker.line)\n\(body)")],
                about: "The bot's status issue of \(repository)")
            call.edits = call.target
            try await sending(call)
        }
        return flaw
    }

    private static func words(of reply: IssueReply) -> String {
        let body = reply.body ?? ""
        return body.hasPrefix(statusMarker.line) ? String(body.dropFirst(statusMarker.line.count + 1)) : body
    }

    private func foundStatus(of repository: String) async throws(TrackerError) -> IssueReply? {
        guard IssueIdentity.isRepository(repository) else {
            throw .refused(reason: "'\(repository)' is not of the form owner/name")
        }
        let authorship = try await authorship()
        guard authorship != .nobody else { return nil }
        let label = PercentEncoding.encode(Self.statusLabel)
        let call = GitHubCall(
            "GET", "/repos/\(repository)/issues?state=open&labels=\(label)&sort=created&direction=asc&per_page=100",
            about: "The status issue of \(repository)")
        var found: IssueReply?
        try await pages([IssueReply].self, call) { replies, _ in
            // The oldest counts: a copy of the marker can only be younger.
            found = replies.first {
                $0.pullRequest == nil && authorship.owns($0.user) && Self.statusMarker.marks($0.body ?? "")
            }
            return found == nil
        }
        return found
    }

    /// Adds it once: where the answer was lost it is looked for before it is made again.
    private func makeStatus(_ title: String, in repository: String) async throws(TrackerError) -> IssueReply {
        try await ensureLabel(
            Self.statusLabel, colour: "c5def5", description: "Where the bot says that it is alive", in: repository)
        var call = GitHubCall(
            "POST", "/repos/\(repository)/issues",
            body: [
                "title": .string(title), "body": .string("\(Self.statusMarker.line)\n\(Self.beginning)"),
                "labels": [.string(Self.statusLabel)],
            ], about: "The status issue of \(repository)")
        call.isRepeatable = false
        var delays = GitHubClient.backoff[...]
        while true {
            do throws(GitHubFailure) {
                let made = try await client.read(IssueReply.self, call).reply
                // GitHub drops labels without a word where the sign-in may not set them; it could not be found again.
                if !made.labels.contains(where: { $0.name == Self.statusLabel }), let number = made.number {
                    do throws(TrackerError) {
                        try await addLabels(
                            [Self.statusLabel], to: .github(repository: repository, number: number))
                    } catch { throw GitHubFailure.definite(error) }
                }
                return made
            } catch {
                guard case .lost(let reason) = error, let delay = delays.popFirst() else { throw error.error }
                do throws(GitHubFailure) { try await client.pause(delay) } catch { throw reason }
                if let made = try await foundStatus(of: repository) { return made }
            }
        }
    }

    private func pin(_ reply: IssueReply, in repository: String) async throws(TrackerError) -> String? {
        guard let node = reply.node else { return "GitHub gave it no name to pin it by." }
        let subject = "The pin of the status issue of \(repository)"
        var call = GitHubCall(
            "POST", client.graphQLURL,
            body: [
                "query": .string(
                    "mutation($id: ID!) { pinIssue(input: {issueId: $id}) { issue { number } } }"),
                "variables": ["id": .string(node)],
            ], about: subject)
        call.ownRepository = repository
        do throws(TrackerError) {
            return try await reading(MutationReply.self, call).reply.error(about: subject).map(\.description)
        } catch {
            switch error {
            case .throttled, .unreachable, .unauthorised: throw error
            case .forbidden, .notFound, .refused: return error.description
            }
        }
    }
}
