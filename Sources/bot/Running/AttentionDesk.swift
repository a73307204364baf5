import Content
import Core
import Engine
import GitHub
import Intake
import Providers
import Resources
import Service
import Store

/// Looks at issues of GitHub, and begins and goes on with the runs that are asked for there.
struct AttentionDesk: Sendable {
    let context: CommandContext
    /// The parts that all runs share.
    let base: Workshop
    let store: SQLiteStore
    let tracker: GitHubTracker

    init(context: CommandContext, base: Workshop, store: SQLiteStore) {
        self.context = context
        self.base = base
        self.store = store
        tracker = base.github
    }

    /// The settings that hold for a repository just now.
    func settings(of repository: String) async throws -> SettingsFile {
        guard context.arguments[.config] == nil else { return base.settingsFile }
        return try await base.settings(of: repository)
    }

    /// Reads an issue afresh and does what it asks for, all but conducting runs.
    func attend(to issue: IssueIdentity, under settings: SettingsFile) async throws -> Attention.Outcome {
        try await attention(under: settings).attend(to: issue)
    }

    private func attention(under settings: SettingsFile) -> Attention {
        let access = settings.settings.access
        return Attention(
            tracker: tracker, store: store, stateFolder: base.stateFolder,
            rules: AccessRules(role: access.role, apps: Set(access.apps), label: settings.settings.label),
            time: base.time
        ) { try await plan(of: $0, under: settings) }
    }

    /// Makes the run that somebody asked for and brings it as far as it goes; nil where there is none to make, which the issue is
    /// told, or another process makes it.
    func begin(_ start: RunStart) async throws -> RunDriver.Outcome? {
        let settings = try await settings(of: start.issue.identity.repository)
        let workshop = try await workshop(for: start.issue.identity, under: settings)
        let request: RunRequest
        do {
            request = try await RequestReader(workshop: workshop).read(start.issue, seed: nil)
        } catch {
            guard let text = Self.refusal(error) else { throw error }
            _ = try await tracker.putComment(text, marker: .brief, on: start.issue.identity)
            return nil
        }
        if let latest = try await store.latestRun(of: start.issue.identity) {
            // It goes on with what it began with; the label may ask again when it has ended.
            guard latest.status.isFinal else { return nil }
            if case .label(let event) = start.cause, latest.requestDigest == request.digest {
                _ = try await tracker.putComment(
                    "This request has been run: `\(latest.id)`, \(latest.status.rawValue). Nothing was bought. Change the "
                        + "issue and set the label again for another run.",
                    marker: .label(event: event), on: start.issue.identity)
                try await attention(under: settings).settle(start)
                return nil
            }
        }
        try await forgive(start.issue.identity)
        let delivery = try await DeliveryPlan.chosen(for: start.issue.identity, git: nil, workshop: workshop)
        do {
            let outcome = try await RunDriver(workshop: workshop, store: store)
                .begin(request, delivery: delivery, as: start.run)
            try await tellRefusals(by: start.run, after: 0)
            return outcome
        } catch RunLogError.alreadyLive {
            return nil
        }
    }

    /// Goes on with a run; nil where another process is at work on it.
    func goOn(with run: RunID) async throws -> RunDriver.Outcome? {
        let before = try await store.run(run)?.lastSequence ?? 0
        let outcome = try await RunDriver(workshop: base, store: store).takeUp(run, byPerson: false)
        if outcome != nil { try await tellRefusals(by: run, after: before) }
        return outcome
    }

    /// Answers the decisions that bound nothing after all: something had changed between their being read and their being taken.
    private func tellRefusals(by run: RunID, after sequence: Int) async throws {
        guard let issue = try await store.run(run)?.issue, case .github = issue else { return }
        for event in try EventCodec.events(try await store.events(of: run, after: sequence)) {
            guard case .engine(.decisionRefused(let decision, let reason)) = event.fact,
                decision.by.source == .comment
            else { continue }
            let login = MarkdownEscaper.code(PlainText.line(decision.by.login, limit: 60))
            _ = try await tracker.putComment(
                "What \(login) decided (`\(decision.kind.rawValue)`) binds nothing: "
                    + "\(MarkdownEscaper.inline(PlainText.clean(reason, limit: 400))).",
                marker: CommentMarker(name: "refused:\(run):\(event.sequence)"), on: issue)
        }
    }

    private func workshop(for issue: IssueIdentity, under settings: SettingsFile) async throws -> Workshop {
        base.under(settings, try await base.models(of: issue.repository))
    }

    private func plan(of issue: Issue, under settings: SettingsFile) async throws -> String {
        do {
            let workshop = try await workshop(for: issue.identity, under: settings)
            let request = try await RequestReader(workshop: workshop).read(issue, seed: nil)
            let text = PlanText(
                tasks: request.plan, brief: request.brief, estimate: request.estimate, questions: request.questions)
            return MarkdownEscaper.block(String(text.tree(colours: false, width: 100).prefix(40_000)))
        } catch {
            guard let text = Self.refusal(error) else { throw error }
            return text
        }
    }

    /// What stands in the way of a run, for the issue; nil for what may pass by itself.
    private static func refusal(_ error: any Error) -> String? {
        switch error {
        case let problems as BriefProblems: problems.markdown
        case let errors as ResourceErrors: told("\(errors)")
        case let failure as CommandFailure: told(failure.message)
        default: nil
        }
    }

    private static func told(_ text: String) -> String {
        "### This can't be started yet\n\nNothing was spent.\n\n"
            + MarkdownEscaper.block(PlainText.clean(text, keepsLines: true, limit: 4_000))
    }

    /// Takes an earlier list of problems back once the brief is right.
    private func forgive(_ issue: IssueIdentity) async throws {
        guard try await tracker.comment(marker: .brief, on: issue) != nil else { return }
        _ = try await tracker.putComment(
            "The brief is right now; see the run's own comment.", marker: .brief, on: issue)
    }
}
