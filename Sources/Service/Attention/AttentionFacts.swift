package import Core
package import GitHub

/// Everything that is known of an issue when the bot looks at it; the decision what to do follows from it alone.
package struct AttentionFacts: Sendable {
    package var thread: ThreadIssue
    /// Whether the issue lies in another repository than it was looked for in.
    package var isElsewhere = false
    /// The event that set the label that starts a run; nil where the issue does not bear it, or nobody knows who set it, and on a
    /// closed issue where it was set before that.
    package var labelling: ThreadEvent?
    /// Whether a run was made for that label, or the bot has said all there is to say of it.
    package var isLabelAnswered = false
    /// In the order in which they were written.
    package var unread: [UnreadComment] = []
    /// In the order in which they came.
    package var presses: [UnreadPress] = []
    /// Whether some comments were left for the next look.
    package var hasMore = false
    /// By login in lower case; those that matter.
    package var roles: [String: RepositoryRole] = [:]
    package var run: RunFacts?
    /// What the comment of that run says, without its marker's line; nil where there is none.
    package var runComment: String?
    /// What the bot's own comments on the issue are about.
    package var told: Set<CommentMarker> = []
    package var rules: AccessRules
    package var now: Timestamp

    package init(thread: ThreadIssue, rules: AccessRules, now: Timestamp) {
        self.thread = thread
        self.rules = rules
        self.now = now
    }

    package var bearsLabel: Bool { thread.issue.labels.contains { $0.lowercased() == rules.label.lowercased() } }

    package func standing(of actor: GitHubActor) -> Standing {
        Standing(actor, role: roles[actor.login.lowercased()], under: rules)
    }
}
