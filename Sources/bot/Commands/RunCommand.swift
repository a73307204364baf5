import Content
import Core
import Engine
import Intake
import Resources
import Service
import Store

/// `bot run`: an issue in; a reviewed, delivered and reported run out.
struct RunCommand: Sendable {
    let context: CommandContext
    /// The issue; nil for the one that the first operand names.
    var identity: IssueIdentity?
    /// Where a Markdown issue delivers to without `--git`; nil for the folder beside it.
    var folder: String?
    /// Told of the run when this process is done with it.
    var ended: (@Sendable (RunView) throws -> Void)?

    func run() async throws -> ExitStatus {
        let identity = try identity ?? context.issue()
        let workshop = try await context.workshop(for: identity)
        let tracker = workshop.tracker(for: identity)
        let notice = BriefNotice(identity: identity, tracker: tracker, console: context.console)
        let issue = try await tracker.issue(identity)
        if let refusal = try await labelRefusal(of: identity, workshop) {
            throw CommandFailure(refusal, status: .invalid)
        }
        let request: RunRequest
        do {
            request = try await RequestReader(workshop: workshop).read(issue, seed: context.arguments[.seed])
        } catch let problems as BriefProblems {
            if let status = try await goOn(with: identity, workshop) { return status }
            return await refuse(problems, notice)
        }
        let delivery = try await DeliveryPlan.chosen(
            for: identity, git: context.arguments[.git], folder: folder, workshop: workshop)
        let store = try workshop.store()
        let driver = RunDriver(workshop: workshop, store: store)
        let ending = RunEnding(workshop: workshop, store: store, isJSON: context.isJSON, ended: ended)
        let reached = try await grouped("Showrunner: \(PlainText.line(issue.title, limit: 80))") {
            // What other hosts know of the issue's runs comes first.
            try await workshop.claimed(identity, store, waits: true) {
                try await outcome(of: request, delivery, driver, store)
            }
        }
        await notice.takeBack()
        return try await ending.finish(reached)
    }

    /// Why a run is not begun, in GitHub Actions alone: there an event calls the command, which anybody may cause.
    ///
    /// A person who calls it is the one who starts the run. An event is not:
    /// there the label counts as for 'bot poll', unless somebody has started the workflow by hand, which takes the right to write.
    private func labelRefusal(of identity: IssueIdentity, _ workshop: Workshop) async throws -> String? {
        guard case .github = identity, context.environment["GITHUB_ACTIONS"] == "true",
            context.environment["GITHUB_EVENT_NAME"] != "workflow_dispatch"
        else { return nil }
        let settings = workshop.settings
        return try await LabelCheck(
            tracker: workshop.github,
            rules: AccessRules(role: settings.access.role, apps: Set(settings.access.apps), label: settings.label),
            now: workshop.time.now()
        ).refusal(of: identity)
    }

    /// A run goes on with the brief that it began with, whatever the issue has become since; nil where none is live.
    private func goOn(with identity: IssueIdentity, _ workshop: Workshop) async throws -> ExitStatus? {
        if workshop.claims != nil { try await workshop.claim(of: identity, try workshop.store())?.look(waits: true) }
        guard let latest = try await workshop.reading({ try await $0.latestRun(of: identity) }) ?? nil,
            !latest.status.isFinal
        else { return nil }
        context.console.note(
            "The issue's brief can't be read any more; \(latest.id) goes on with the one that it began with.")
        let store = try workshop.store()
        let outcome = try await RunDriver(workshop: workshop, store: store).join(latest.id, byPerson: true)
        return try await RunEnding(workshop: workshop, store: store, isJSON: context.isJSON, ended: ended).finish(
            outcome)
    }

    /// A group of a log ends however the work in it does.
    private func grouped<Value>(_ title: String, _ work: () async throws -> Value) async throws -> Value {
        context.console.beginGroup(title)
        defer { context.console.endGroup() }
        return try await work()
    }

    private func outcome(
        of request: RunRequest, _ delivery: DeliveryPlan, _ driver: RunDriver, _ store: SQLiteStore
    ) async throws -> RunDriver.Outcome {
        if let latest = try await store.latestRun(of: request.issue.identity) {
            if !latest.status.isFinal {
                if latest.requestDigest != request.digest {
                    context.console.note(
                        "The issue has changed since \(latest.id) began; that run goes on with what it began with.")
                }
                try await tellOtherPlace(than: delivery, of: latest.id, driver)
                return try await driver.join(latest.id, byPerson: true)
            }
            if latest.requestDigest == request.digest, !context.arguments.has(.fresh) {
                context.console.note(
                    "This request has been run: \(latest.id), \(latest.status.rawValue). Nothing was bought; "
                        + "--fresh makes a new run.")
                if latest.prunedAt == nil { try await tellOtherPlace(than: delivery, of: latest.id, driver) }
                return .ended(latest.id)
            }
        }
        return try await driver.begin(request, delivery: delivery)
    }

    /// A run delivers to where it was begun for, whatever the command line names this time.
    private func tellOtherPlace(than asked: DeliveryPlan, of run: RunID, _ driver: RunDriver) async throws {
        let kept = DeliveryPlan(json: try await driver.board(of: run).charter?.delivery ?? .null)
        guard kept != asked else { return }
        context.console.note(
            "That run delivers to \(PlainText.line(kept.place)), not to \(PlainText.line(asked.place)); "
                + "once it has ended, --fresh makes one that does.")
    }

    /// Says on the issue what is wrong with its brief.
    private func refuse(_ problems: BriefProblems, _ notice: BriefNotice) async -> ExitStatus {
        if context.isJSON { context.console.json(PlanText.json(problems: problems.problems).text) }
        await notice.post(problems)
        return .invalid
    }
}
