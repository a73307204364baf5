import Content
import Core
import Engine
import GitHub
import Intake
import Resources
import Service
import Store

/// Looks at issues of GitHub, and begins and goes on with the runs that are asked for there.
struct AttentionDesk: Sendable {
    /// The parts that all runs share.
    let base: Workshop
    let store: SQLiteStore
    let stops: StopSwitch
    /// Whether the settings were named on the command line, and hold for every repository.
    let hasOwnSettings: Bool
    let tracker: GitHubTracker
    /// Whether an issue is waited for that a host has claimed of which nothing is heard.
    let waits: Bool

    init(base: Workshop, store: SQLiteStore, stops: StopSwitch, hasOwnSettings: Bool, waits: Bool = false) {
        self.waits = waits
        self.base = base
        self.store = store
        self.stops = stops
        self.hasOwnSettings = hasOwnSettings
        tracker = base.github
    }

    /// What is the matter with an issue that can't be read; GitHub says the same of both.
    static let isGone = "is not there, or the token may not see its repository"

    /// The settings that hold for a repository just now.
    func settings(of repository: String) async throws -> SettingsFile {
        hasOwnSettings ? base.settingsFile : try await base.settings(of: repository)
    }

    /// Reads an issue afresh and does what it asks for, all but conducting runs.
    ///
    /// Throws `ClaimError.held` where another host is at work on the issue.
    func attend(to issue: IssueIdentity, under settings: SettingsFile) async throws -> Attention.Outcome {
        try await base.claim(of: issue, store)?.look(waits: waits)
        return try await attention(under: settings).attend(to: issue)
    }

    /// The issues of a repository whose runs other hosts have left unfinished, as far as they have told.
    func unfinished(in repository: String) async throws -> [Int] {
        guard let claims = base.claims else { return [] }
        return try await claims.office(of: repository, base, store).liveIssues()
    }

    private func attention(under settings: SettingsFile) -> Attention {
        let access = settings.settings.access
        return Attention(
            tracker: tracker, store: store, stateFolder: base.stateFolder,
            rules: AccessRules(role: access.role, apps: Set(access.apps), label: settings.settings.label),
            time: base.time, delivered: passOn, plan: { try await plan(of: $0, under: settings) },
            change: { try await change(of: $1, by: $0, under: settings) })
    }

    /// Tells other hosts of a letter before its comment is said to be done with: this one may be gone when it is to be read.
    private func passOn(_ issue: IssueIdentity, _ run: RunID) async throws {
        guard let claim = try await base.claim(of: issue, store) else { return }
        try await claim.take(waits: waits)
        do { try await claim.passOnNow(run) } catch {
            try? await claim.giveUp()  // What went wrong is told.
            throw error
        }
        try await claim.giveUp()
    }

    /// Makes the run that somebody asked for and brings it as far as it goes; nil where there is none to make, which the issue is
    /// told, or another process makes it.
    func begin(_ start: RunStart) async throws -> RunDriver.Outcome? {
        let issue = start.issue.identity
        let settings = try await settings(of: issue.repository)
        let attention = attention(under: settings)
        let workshop = try await workshop(for: issue, under: settings)
        let request: RunRequest
        do {
            request = try await RequestReader(workshop: workshop).read(start.issue, seed: nil)
        } catch {
            guard let text = Self.refusal(error) else { throw error }
            _ = try await tracker.putComment(text, marker: .brief, on: issue)
            // The label asks again when the brief is mended; a comment or a button has had its answer.
            if start.cause.asksOnce { try await attention.settle(start) }
            return nil
        }
        await BriefNotice(identity: issue, tracker: tracker, console: base.console).takeBack()
        if let latest = try await store.latestRun(of: issue) {
            // It goes on with what it began with; what asked for this run may ask again when that has ended.
            guard latest.status.isFinal else { return nil }
            if case .label(let event) = start.cause, latest.requestDigest == request.digest {
                try await tell(event, that: latest)
                try await attention.settle(start)
                return nil
            }
        }
        let delivery = try await DeliveryPlan.chosen(for: issue, git: nil, workshop: workshop)
        do {
            let outcome = try await RunDriver(workshop: workshop, store: store, stops: stops, waits: waits)
                .begin(request, delivery: delivery, as: start.run)
            if start.cause.asksOnce { try await attention.settle(start) }
            try await tellRefusals(by: start.run, after: 0)
            return outcome
        } catch RunLogError.alreadyLive {
            return nil
        }
    }

    /// Goes on with a run; nil where another process is at work on it.
    func goOn(with run: RunID) async throws -> RunDriver.Outcome? {
        let before = try await store.run(run)?.lastSequence ?? 0
        let outcome = try await RunDriver(workshop: base, store: store, stops: stops, waits: waits)
            .takeUp(run, byPerson: false)
        if outcome != nil { try await tellRefusals(by: run, after: before) }
        return outcome
    }

    /// Nobody who sets a label is left without an answer, also where what they ask for is there already.
    private func tell(_ event: Int64, that run: RunSummary) async throws {
        _ = try await tracker.putComment(
            "This request has been run: `\(run.id)`, \(run.status.rawValue). Nothing was bought. Change the issue and set the "
                + "label again for another run.",
            marker: .label(event: event), on: run.issue)
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
                tasks: request.plan, brief: request.brief, estimate: request.estimate, questions: request.questions,
                growth: workshop.growth(of: request.brief))
            return MarkdownEscaper.block(String(text.tree(colours: false, width: 100).prefix(40_000)))
        } catch {
            guard let text = Self.refusal(error) else { throw error }
            return text
        }
    }

    /// What the issue as it stands now would have done otherwise than the run that waits there.
    private func change(
        of view: RunView, by issue: Issue, under settings: SettingsFile
    ) async throws -> Attention.Change {
        do {
            let workshop = try await workshop(for: issue.identity, under: settings)
            let request = try await RequestReader(workshop: workshop).read(issue, seed: nil)
            let report = EditReport(
                view, title: request.issue.title, brief: request.brief, plan: request.plan, estimate: request.estimate)
            return report.isSame ? .nothing : .something(report.text)
        } catch {
            guard let text = Self.refusal(error) else { throw error }
            return .something(
                "### The issue was edited while run `\(view.board.run)` waits\n\nThe run keeps to what was written when it "
                    + "began. As the issue stands now, no run could begin:\n\n\(text)")
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
}
