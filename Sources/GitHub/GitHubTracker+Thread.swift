package import Core
import HTTP

/// What stands on an issue and who wrote it, read afresh.
extension GitHubTracker {
    /// The issue, whatever has become of it: a pull request, closed, transferred.
    package func thread(of identity: IssueIdentity) async throws(TrackerError) -> ThreadIssue {
        guard case .github(let repository, let number) = identity else {
            throw .refused(reason: "'\(identity)' is not an issue on GitHub")
        }
        let call = GitHubCall("GET", try path(of: identity), about: "Issue \(identity)")
        return try await reading(IssueReply.self, call).reply.threadIssue(repository, number)
    }

    /// What was done to the issue, in the order in which it happened.
    package func events(of identity: IssueIdentity) async throws(TrackerError) -> [ThreadEvent] {
        let call = GitHubCall(
            "GET", try path(of: identity) + "/events?per_page=100", about: "The events of issue \(identity)")
        var events: [ThreadEvent] = []
        try await pages([EventReply].self, call) { page, _ in
            events += page.map(\.threadEvent)
            return true
        }
        return events
    }

    /// Every comment, the oldest first.
    package func comments(of identity: IssueIdentity) async throws(TrackerError) -> [ThreadComment] {
        let authorship = try await authorship()
        let call = GitHubCall(
            "GET", try path(of: identity) + "/comments?per_page=100", about: "The comments of issue \(identity)")
        var comments: [ThreadComment] = []
        try await pages([CommentReply].self, call) { page, _ in
            comments += page.map { $0.threadComment(authorship) }
            return true
        }
        return comments
    }

    /// What a person may do in a repository; none where GitHub knows no such person there.
    package func role(of login: String, in repository: String) async throws(TrackerError) -> RepositoryRole {
        guard IssueIdentity.isRepository(repository) else {
            throw .refused(reason: "'\(repository)' is not of the form owner/name")
        }
        let call = GitHubCall(
            "GET", "/repos/\(repository)/collaborators/\(PercentEncoding.encode(login))/permission",
            about: "The role of \(PlainText.line(login, limit: 60)) in \(repository)")
        do throws(TrackerError) {
            let reply = try await reading(RoleReply.self, call).reply
            return RepositoryRole(name: reply.role, permission: reply.permission)
        } catch {
            guard case .notFound = error else { throw error }
            return .none
        }
    }

    /// Adds a reaction of the bot's own to a comment; false where the comment is gone.
    package func react(
        _ reaction: Reaction, to comment: Int64, on identity: IssueIdentity
    ) async throws(TrackerError) -> Bool {
        let call = GitHubCall(
            "POST", try commentPath(String(comment), on: identity) + "/reactions",
            body: ["content": .string(reaction.rawValue)], about: "Comment \(comment) on issue \(identity)")
        do throws(TrackerError) {
            try await sending(call)
            return true
        } catch {
            guard case .notFound = error else { throw error }
            return false
        }
    }

    /// The bot's own reactions to a comment; none where the comment is gone.
    package func ownReactions(
        to comment: Int64, on identity: IssueIdentity
    ) async throws(TrackerError) -> Set<Reaction> {
        let authorship = try await authorship()
        let call = GitHubCall(
            "GET", try commentPath(String(comment), on: identity) + "/reactions?per_page=100",
            about: "The reactions to comment \(comment) on issue \(identity)")
        var found: Set<Reaction> = []
        do throws(TrackerError) {
            try await pages([ReactionReply].self, call) { page, _ in
                for reaction in page where authorship.owns(reaction.user) {
                    Reaction(rawValue: reaction.content).map { _ = found.insert($0) }
                }
                return true
            }
        } catch {
            guard case .notFound = error else { throw error }
        }
        return found
    }
}
