import Content
import Core
import Engine
import GitHub
import Store

/// Gathers what is known of an issue, each thing only where it matters.
struct AttentionReader: Sendable {
    let tracker: GitHubTracker
    let store: SQLiteStore
    let rules: AccessRules
    let now: Timestamp

    /// Nil where the issue is gone, or the token may not see it.
    func facts(of asked: IssueIdentity, _ memory: AttentionMemory) async throws -> AttentionFacts? {
        let thread: ThreadIssue
        do throws(TrackerError) {
            thread = try await tracker.thread(of: asked)
        } catch {
            guard case .notFound = error else { throw error }
            return nil
        }
        var facts = AttentionFacts(thread: thread, rules: rules, now: now)
        guard !thread.isPullRequest else { return facts }
        facts.isElsewhere = try await isElsewhere(thread, than: asked)
        guard !facts.isElsewhere else { return facts }
        let identity = thread.issue.identity
        let comments = try await tracker.comments(of: identity)
        facts.told = Set(comments.filter(\.isOwn).compactMap { CommentMarker(startOf: $0.body) })
        facts.unread = try await unread(comments, on: identity, memory)
        facts.run = try await run(of: identity, or: asked)
        if let run = facts.run {
            let marker = CommentMarker.run(run.id)
            let own = comments.first { $0.isOwn && marker.marks($0.body) }
            facts.runComment = own.map { String($0.body.drop { !$0.isNewline }.dropFirst()) }
        }
        facts.presses = try await presses(on: identity, or: asked, memory)
        // A label on an issue that was closed later asks for nothing any more.
        if facts.bearsLabel, thread.issue.isOpen || facts.run == nil,
            let labelling = try await Self.labelling(of: identity, rules, tracker),
            thread.issue.isOpen || labelling.isOnClosed
        {
            facts.labelling = labelling.event
            facts.isLabelAnswered = try await isAnswered(facts, memory)
        }
        try await learnRoles(for: &facts)
        return facts
    }

    /// A repository that was renamed is the same one; an issue that was transferred is another's.
    private func isElsewhere(_ thread: ThreadIssue, than asked: IssueIdentity) async throws(TrackerError) -> Bool {
        guard case .github(let repository, let number) = asked, number == thread.number else { return true }
        guard repository.lowercased() != thread.repository.lowercased() else { return false }
        return try await tracker.repository(repository).name.lowercased() != thread.repository.lowercased()
    }

    private func unread(
        _ comments: [ThreadComment], on issue: IssueIdentity, _ memory: AttentionMemory
    ) async throws -> [UnreadComment] {
        var unread: [UnreadComment] = []
        for comment in comments {
            let known = memory.comments[comment.id]
            if known == comment.updatedAt { continue }
            var fresh = UnreadComment(comment, wasReadBefore: known != nil)
            // Where the memory was lost, the bot's own reaction says that the comment is done with.
            if known == nil, comment.hasReactions, !fresh.reading.isEmpty,
                try await !tracker.ownReactions(to: comment.id, on: issue).isDisjoint(with: [.thumbsUp, .confused])
            {
                fresh = UnreadComment(comment, isDone: true)
            }
            if fresh.reading.commands.contains(where: { $0.name == .retry }) {
                let run = RunStart.run(for: .comment(comment.id), at: comment.createdAt, of: issue)
                if try await store.run(run) != nil { fresh = UnreadComment(comment, isDone: true) }
            }
            unread.append(fresh)
        }
        return unread
    }

    /// The buttons that were pressed and not acted on; a run that one has begun already says that it was.
    private func presses(
        on issue: IssueIdentity, or asked: IssueIdentity, _ memory: AttentionMemory
    ) async throws -> [UnreadPress] {
        var presses: [UnreadPress] = []
        for place in Set([issue, asked]).compactMap(AttentionPlace.init) {
            for row in try await store.requests(on: place) where !memory.presses.contains(row.guid) {
                guard let press = row.request.flatMap({ ButtonPress($0) }) else { continue }
                let run = RunStart.run(for: .press(delivery: row.guid), at: row.receivedAt, of: issue)
                guard try await store.run(run) == nil else { continue }
                presses.append(UnreadPress(guid: row.guid, at: row.receivedAt, press: press))
            }
        }
        return presses
    }

    /// The event that has set the label that starts a run, and whether the issue was closed by then; nil where it was taken off
    /// since, or nobody knows.
    static func labelling(
        of issue: IssueIdentity, _ rules: AccessRules, _ tracker: GitHubTracker
    ) async throws(TrackerError) -> (event: ThreadEvent, isOnClosed: Bool)? {
        let label = rules.label.lowercased()
        let events = try await tracker.events(of: issue)
        let last = events.lastIndex {
            ["labeled", "unlabeled"].contains($0.kind) && $0.label?.lowercased() == label
        }
        guard let last, events[last].kind == "labeled" else { return nil }
        let before = events[..<last].last { ["closed", "reopened"].contains($0.kind) }
        return (events[last], before?.kind == "closed")
    }

    /// Whether the label has had its run: by its name, by a later run of the issue, or by what the issue itself says.
    private func isAnswered(_ facts: AttentionFacts, _ memory: AttentionMemory) async throws -> Bool {
        guard let labelling = facts.labelling else { return false }
        if memory.labels.contains(labelling.id) { return true }
        if let run = facts.run, run.createdAt >= labelling.at { return true }
        if facts.told.contains(where: { $0.run.map { $0.time >= labelling.at } ?? false }) { return true }
        let run = RunStart.run(
            for: .label(event: labelling.id), at: labelling.at, of: facts.thread.issue.identity)
        return try await store.run(run) != nil
    }

    private func run(of issue: IssueIdentity, or asked: IssueIdentity) async throws -> RunFacts? {
        var latest = try await store.latestRun(of: issue)
        if latest == nil, asked != issue { latest = try await store.latestRun(of: asked) }
        guard let summary = latest else { return nil }
        return try await RunFacts(summary, in: store)
    }

    /// The roles of those whose label or comment is to be judged, asked afresh: rights can be withdrawn.
    ///
    /// Where there are too many at once, the later comments are left for the next look.
    private func learnRoles(for facts: inout AttentionFacts) async throws(TrackerError) {
        if facts.bearsLabel, !facts.isLabelAnswered, let actor = facts.labelling?.actor {
            try await learnRole(of: actor, &facts)
            if let author = facts.thread.author { try await learnRole(of: author, &facts) }
        }
        for unread in facts.presses { try await learnRole(of: GitHubActor(unread.press.login), &facts) }
        for (position, unread) in facts.unread.enumerated() where !unread.reading.isEmpty {
            guard let author = unread.comment.author else { continue }
            guard facts.roles.count < Self.mostPeople || facts.roles[author.login.lowercased()] != nil else {
                facts.unread.removeSubrange(position...)
                facts.hasMore = true
                return
            }
            try await learnRole(of: author, &facts)
        }
    }

    private func learnRole(of person: GitHubActor, _ facts: inout AttentionFacts) async throws(TrackerError) {
        let login = person.login.lowercased()
        guard !person.isBot, facts.roles[login] == nil else { return }
        facts.roles[login] = try await tracker.role(of: person.login, in: facts.thread.repository)
    }

    /// How many people are asked about at one look.
    private static let mostPeople = 50
}
