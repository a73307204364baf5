package import Core
package import GitHub

/// Whether the label on an issue lets a run begin, for a command that was not called by a person's own hand.
package struct LabelCheck: Sendable {
    private let tracker: GitHubTracker
    private let rules: AccessRules
    private let now: Timestamp

    package init(tracker: GitHubTracker, rules: AccessRules, now: Timestamp) {
        self.tracker = tracker
        self.rules = rules
        self.now = now
    }

    /// Nil where somebody has set the label who may start a run, on the text as it stands; else why not, and what to do.
    package func refusal(of issue: IssueIdentity) async throws -> String? {
        var facts = AttentionFacts(thread: try await tracker.thread(of: issue), rules: rules, now: now)
        if facts.bearsLabel, facts.thread.issue.isOpen {
            facts.labelling = try await AttentionReader.labelling(of: issue, rules, tracker)?.event
            for person in [facts.labelling?.actor, facts.thread.author].compactMap({ $0 }) where !person.isBot {
                facts.roles[person.login.lowercased()] = try await tracker.role(
                    of: person.login, in: facts.thread.repository)
            }
        }
        let mayStart = AttentionDecider.acts(for: facts).contains { if case .start = $0 { true } else { false } }
        guard !mayStart else { return nil }
        return
            "\(issue) was not begun: in GitHub Actions 'bot run' begins what somebody with the role '\(rules.role)' has set the "
            + "label '\(rules.label)' on, of an open issue that has not changed since. Set the label (again), or start the "
            + "workflow by hand (workflow_dispatch)."
    }
}
