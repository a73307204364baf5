package import Content
package import Core
import Engine
package import GitHub
package import Store

/// Looks at an issue afresh and does what it asks for; called twice, late or for nothing it does no harm.
package struct Attention: Sendable {
    private let tracker: GitHubTracker
    private let store: SQLiteStore
    private let stateFolder: String
    private let rules: AccessRules
    private let time: any TimeSource
    private let delivered: @Sendable (IssueIdentity, RunID) async throws -> Void
    private let plan: @Sendable (Issue) async throws -> String
    private let change: @Sendable (Issue, RunView) async throws -> Change

    /// What an edit of an issue would change about the run that waits there.
    package enum Change: Hashable, Sendable {
        case nothing
        /// In Markdown.
        case something(String)
    }

    /// Reads with `tracker`, remembers in `stateFolder`.
    ///
    /// `delivered`: called once a letter lies in the inbox of an issue's run, before whoever wrote it is told.
    /// `plan`: what a run for an issue would do and cost, or what is wrong with its brief, in Markdown. `change`: what another run
    /// would do otherwise than the one that waits.
    package init(
        tracker: GitHubTracker, store: SQLiteStore, stateFolder: String, rules: AccessRules, time: any TimeSource,
        delivered: @escaping @Sendable (IssueIdentity, RunID) async throws -> Void = { _, _ in },
        plan: @escaping @Sendable (Issue) async throws -> String,
        change: @escaping @Sendable (Issue, RunView) async throws -> Change = { _, _ in .nothing }
    ) {
        self.delivered = delivered
        self.tracker = tracker
        self.store = store
        self.stateFolder = stateFolder
        self.rules = rules
        self.time = time
        self.plan = plan
        self.change = change
    }

    /// What is left to do for whoever conducts runs.
    package struct Outcome: Sendable {
        /// The issue under the name that GitHub gives it; nil where it is gone.
        package var issue: IssueIdentity?
        /// Runs to begin: one at most, but for somebody who asks twice.
        package var starts: [RunStart] = []
        /// The run that letters were put into the inbox of.
        package var addressed: RunID?
        /// Whether there was too much for one look; then the issue is to be looked at again.
        package var hasMore = false
    }

    /// Throws `TrackerError` where GitHub gave no answer, and what the store throws; then the rest is done at the next look.
    package func attend(to asked: IssueIdentity) async throws -> Outcome {
        let lease = try await lease(on: asked)
        defer { lease.release() }
        var memory = AttentionMemory(of: asked, in: stateFolder)
        let reader = AttentionReader(tracker: tracker, store: store, rules: rules, now: time.now())
        guard let facts = try await reader.facts(of: asked, memory) else { return Outcome() }
        let issue = facts.thread.issue
        var outcome = Outcome(issue: issue.identity, hasMore: facts.hasMore)
        var isSaved = true
        for act in AttentionDecider.acts(for: facts) {
            if case .remember(let comment, let updatedAt) = act {
                memory.remember(comment: comment, updatedAt: updatedAt)
                isSaved = false
                continue
            }
            if case .rememberPress(let delivery) = act {
                memory.remember(press: delivery)
                isSaved = false
                continue
            }
            // Before anything else is done, which may fail; a thousand comments without a command are one write.
            if !isSaved { try memory.save() }
            isSaved = true
            switch act {
            case .start(let start): outcome.starts.append(start)
            case .deliver(let letter, let run, let key):
                try await store.deliver(InboxEntry(key: key, payload: letter.entry().payload), to: run)
                try await delivered(issue.identity, run)
                outcome.addressed = run
            case .react(let reaction, let comment):
                _ = try await tracker.react(reaction, to: comment, on: issue.identity)
            case .say(let marker, let text): _ = try await tracker.putComment(text, marker: marker, on: issue.identity)
            case .sayPlan(let marker, let head):
                _ = try await tracker.putComment(
                    "\(head)\n\n\(try await plan(issue))", marker: marker, on: issue.identity)
            case .remember, .rememberPress: break
            }
        }
        if !isSaved { try memory.save() }
        try await tellEdit(facts, &memory)
        return outcome
    }

    /// Says below a waiting run's own comment what an edit of the issue would change: GitHub tells nobody of an edited comment.
    private func tellEdit(_ facts: AttentionFacts, _ memory: inout AttentionMemory) async throws {
        guard let run = facts.run, run.status == .waiting, let view = run.view else { return }
        let issue = facts.thread.issue
        var section = EditSection(of: run.id, issue)
        // Whoever reminds of the gate writes the comment anew, without the section.
        guard memory.text != section.digest || memory.isEdited && !section.stands(in: facts.runComment) else { return }
        switch try await change(issue, view) {
        case .nothing: memory.isEdited = false
        case .something(let text):
            section.text = text
            memory.isEdited = true
        }
        let old = facts.runComment ?? ""
        let new = section.put(below: old)
        if facts.runComment == nil || new.utf16.count > Self.longestComment {
            // It has no place there, or there is no such comment any more.
            let marker = CommentMarker.edit(during: run.id)
            if let text = section.text ?? (facts.told.contains(marker) ? EditSection.taken : nil) {
                _ = try await tracker.putComment(text, marker: marker, on: issue.identity)
            }
        } else if new != old {
            _ = try await tracker.putComment(new, marker: .run(run.id), on: issue.identity)
        }
        memory.text = section.digest
        try memory.save()
    }

    /// Some less than GitHub takes, for the marker's line.
    private static let longestComment = 65_000

    /// Notes that what asked for a run has had its answer: the run itself, or a comment that says why there is none.
    package func settle(_ start: RunStart) async throws {
        let lease = try await lease(on: start.issue.identity)
        defer { lease.release() }
        var memory = AttentionMemory(of: start.issue.identity, in: stateFolder)
        switch start.cause {
        case .label(let event): memory.remember(label: event)
        case .press(let delivery): memory.remember(press: delivery)
        case .comment(let comment):
            _ = try await tracker.react(.thumbsUp, to: comment, on: start.issue.identity)
            memory.remember(comment: comment, updatedAt: start.stamp)
        }
        try memory.save()
    }

    /// Waits for whoever looks at the issue just now: they may have read it before the newest comment.
    private func lease(on issue: IssueIdentity) async throws -> IssueLease {
        while true {
            if let lease = try IssueLease.acquire(issue, in: stateFolder) { return lease }
            try await time.sleep(for: .milliseconds(100))
        }
    }
}
