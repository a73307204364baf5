import Content
import Core
import Crypto
import Engine
import GitHub
import Resources
import Service
import Store

/// Begins, takes up or follows a run, whichever its issue needs, and brings it as far as this process can.
struct RunDriver: Sendable {
    let workshop: Workshop
    let store: SQLiteStore
    /// Where the run is stopped from, with others; nil where it heeds the signals of this process by itself.
    var stops: StopSwitch?
    /// Whether an issue is waited for that a host has claimed of which nothing is heard.
    var waits = true

    /// What became of the request.
    enum Outcome: Sendable {
        case conducted(RunResult)
        /// Another process conducted it to its end, or it had ended before.
        case ended(RunID)
    }

    /// Makes a new run; where the issue turns out to have a live one, joins that instead.
    ///
    /// `name`: what a cause on GitHub names it, so that the cause makes one run however often it is read; then
    /// `RunLogError.alreadyLive` says that the issue has a live run, or that this one is there already.
    func begin(_ request: RunRequest, delivery: DeliveryPlan, as name: RunID? = nil) async throws -> Outcome {
        try await claimed(request.issue.identity) {
            try await beginHere(request, delivery: delivery, as: name)
        }
    }

    private func beginHere(_ request: RunRequest, delivery: DeliveryPlan, as name: RunID?) async throws -> Outcome {
        let now = workshop.time.now()
        var bits = SystemRandomNumberGenerator()
        let id = name ?? RunID(at: now, using: &bits)
        guard let lease = try RunLease.acquire(id, in: workshop.stateFolder) else {
            if name != nil { throw RunLogError.alreadyLive(id) }
            throw CommandFailure("The run \(id) could not be locked in \(workshop.stateFolder). Run the command again.")
        }
        defer { lease.release() }
        // Whoever had the lease before may have brought it to its end.
        if name != nil, try await store.run(id) != nil { throw RunLogError.alreadyLive(id) }
        let charter = RunCharter(
            issue: request.issue.identity, issueTitle: request.issue.title, issueURL: request.issue.url,
            author: request.issue.author, brief: request.brief, workflow: request.workflow.name,
            requestDigest: request.digest, estimate: request.estimate,
            budget: request.brief.budget ?? workshop.settings.budgets.run, createdAt: now,
            settings: workshop.settingsFile.text,
            models: workshop.shelf.kept(workshop.modelFiles, for: request.brief, isFresh: workshop.isFresh),
            delivery: delivery.json)
        do {
            let result = try await conducted(delivery, under: charter, asking: request.questions.map(\.sentence)) {
                try await $0.begin(id, charter: charter, plan: request.plan)
            }
            return .conducted(result)
        } catch RunLogError.alreadyLive(let live) where name == nil {
            lease.release()
            return try await join(live, byPerson: true)
        }
    }

    /// Goes on with a live run where its process has died, else follows it to its end.
    func join(_ run: RunID, byPerson: Bool) async throws -> Outcome {
        let follower = RunFollower(workshop: workshop, store: store)
        while true {
            if let outcome = try await takeUp(run, byPerson: byPerson) { return outcome }
            if try await follower.follow(run) { return .ended(run) }
        }
    }

    /// Goes on with a live run; nil where another process is at work on it.
    func takeUp(_ run: RunID, byPerson: Bool) async throws -> Outcome? {
        guard let lease = try RunLease.acquire(run, in: workshop.stateFolder) else { return nil }
        defer { lease.release() }
        guard let known = try await store.run(run) else { throw RunLogError.unknownRun(run) }
        return try await claimed(known.issue) {
            try await goOn(with: run, byPerson: byPerson)
        }
    }

    private func goOn(with run: RunID, byPerson: Bool) async throws -> Outcome {
        // Another host may have brought it on.
        guard let summary = try await store.run(run) else { throw RunLogError.unknownRun(run) }
        if summary.status.isFinal { return .ended(run) }
        let board = try await store.board(of: run)
        let delivery = DeliveryPlan(json: board.charter?.delivery ?? .null)
        let holder = "process \(ProcessIdentity.current)"
        let own = RunDriver(workshop: try workshop.under(board.charter), store: store, stops: stops, waits: waits)
        try own.checkKeys(of: run)
        Retention.removeJobFiles(in: workshop.stateFolder, now: workshop.time.now())
        let result = try await own.conducted(delivery, under: board.charter) {
            try await $0.resume(run, holder: holder, byPerson: byPerson)
        }
        return .conducted(result)
    }

    private func claimed<Value>(
        _ issue: IssueIdentity, _ work: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await workshop.claimed(issue, store, waits: waits, work)
        } catch {
            await tellAgain(issue)
            throw error
        }
    }

    /// What this process said last may be older than what the host says that took the issue from it; one that is at work says it
    /// again by itself.
    private func tellAgain(_ issue: IssueIdentity) async {
        guard let claim = try? await workshop.claim(of: issue, store), await claim.wasLost else { return }
        do {
            try await claim.look()
            guard let latest = try await store.latestRun(of: issue) else { return }
            try await announcer(for: issue)?.announce(try await store.board(of: latest.id))
        } catch ClaimError.held {
            return
        } catch {
            workshop.console.failure("\(issue) may show an older state than it has: \(error)")
        }
    }

    /// A run keeps to the models that it was begun with: one that can't be called any more is told before anything is done.
    private func checkKeys(of run: RunID) throws(CommandFailure) {
        guard let lack = workshop.shelf.lacking.first else { return }
        throw CommandFailure(
            "\(run) was begun with \(lack.models.joined(separator: ", ")), and \(lack.variable) is not set now. "
                + "Set it, then 'bot resume \(run)' goes on where the run stood.")
    }

    /// Ends a run whose lease the caller holds; nothing more of it starts.
    func cancel(_ run: RunSummary, reason: String, by login: String) async throws -> RunResult {
        try await claimed(run.issue) {
            let charter = try await store.board(of: run.id).charter
            let delivery = DeliveryPlan(json: charter?.delivery ?? .null)
            let own = RunDriver(workshop: try workshop.under(charter), store: store)
            return try await own.conducted(delivery, under: charter) {
                try await $0.cancel(run.id, reason: reason, by: login)
            }
        }
    }

    /// The state of a run, from its rows or its events.
    func board(of run: RunID) async throws -> Blackboard { try await store.board(of: run) }

    /// Announces a run's last state where that is still owed; the reason where it can't be done.
    func payOwed(_ run: RunID) async throws -> String? {
        guard try await store.owed(by: run).first != nil else { return nil }
        // Whoever holds the run is about to pay; two that pay at once could each find no comment and post one.
        guard let lease = try RunLease.acquire(run, in: workshop.stateFolder) else { return nil }
        defer { lease.release() }
        guard let owed = try await store.owed(by: run).first else { return nil }
        let board = try await store.board(of: run)
        // What can't be read of the settings it began with must not keep the issue from being told.
        let own = RunDriver(workshop: (try? workshop.under(board.charter)) ?? workshop, store: store, stops: stops)
        guard let announcer = own.announcer(for: board.charter?.issue) else { return nil }
        do {
            try await announcer.announce(board)
            try await store.settle(OutboxEntry(kind: owed.kind, wanted: board.lastSequence), of: run)
            return nil
        } catch {
            return "\(error)"
        }
    }

    func announcer(for issue: IssueIdentity?, under claim: IssueClaim? = nil) -> (any Announcer)? {
        guard let issue else { return nil }
        let interval: Duration =
            switch issue {
            case .github: workshop.settings.commentEvery
            case .file: .seconds(1)
            }
        let links = LinkSource(workshop: workshop)
        let tracker = workshop.tracker(for: issue)
        let comment = CommentAnnouncer(
            tracker: claim.map { ClaimedTracker(tracker, under: $0) } ?? tracker, interval: interval,
            desk: workshop.pullRequests(of: issue), checks: workshop.checks(of: issue),
            pictures: workshop.gatePictures(of: issue)
        ) { view in
            CommentRenderer(links: links.links(for: view)).body(of: view)
        }
        guard case .github = issue else { return comment }
        return LabelAnnouncer(after: comment, tracker: workshop.github)
    }

    /// Where the run waits for a person: as its brief says, else as the settings do that it began with.
    private func gates(under charter: RunCharter?, asking questions: [String]) -> GatePolicy {
        let settings = workshop.settings.gates
        var policy = GatePolicy()
        if let brief = charter?.brief, !brief.checkpoints.contains("auto") {
            policy.checkpoints = Set(settings.checkpoints + brief.checkpoints)
            policy.everyCheckpoint = brief.approval
        }
        policy.timeout = settings.timeout
        policy.reminders = settings.remind
        policy.onTimeout = settings.onTimeout
        policy.mayApproveOwn = settings.ownApproval
        policy.questions = questions
        return policy
    }

    /// What the settings say about models and money; the budget of the run itself stands in its charter.
    private var buying: BuyingRules {
        let settings = workshop.settings
        let budgets = settings.budgets
        var rules = BuyingRules()
        rules.limits = SpendingLimits(
            issue: budgets.issue, person: budgets.person, repository: budgets.repository, day: budgets.day)
        rules.breaker.failures = settings.breaker.failures
        rules.breaker.pause = settings.breaker.pause
        rules.lowerTierAt = settings.lowerTierAt
        return rules
    }

    private func conducted(
        _ delivery: DeliveryPlan, under charter: RunCharter?, asking questions: [String] = [],
        _ work: @Sendable (RunConductor) async throws -> RunResult
    ) async throws -> RunResult {
        let observer = ProgressObserver(console: workshop.console, time: workshop.time)
        let control = RunControl()
        let settings = workshop.settings
        let console = workshop.console
        let claim = try await workshop.claim(of: charter?.issue, store)
        let log: any RunLog = claim.map { ClaimedLog(store, under: $0) } ?? store
        let target = delivery.target(in: workshop)
        let agents = workshop.agents(
            deliveringTo: claim.map { ClaimedTarget(target, under: $0) } ?? target, for: charter?.issue, under: claim)
        let mayHavePaid = workshop.shelf.mayCost
        stops?.join(control)
        defer { stops?.leave(control) }
        let watch =
            stops != nil
            ? nil
            : SignalWatch(grace: mayHavePaid ? settings.shutdownGrace : nil) { stage in
                switch stage {
                case .asked:
                    console.note(
                        mayHavePaid
                            ? "Stopping: nothing new starts; paid calls in flight are waited for, at most "
                                + "\(settings.shutdownGrace.milliseconds / 1000) s. A second signal stops at once."
                            : "Stopping: nothing that cost money is in flight.")
                    control.interrupt(reason: "stopped by a signal", force: false)
                case .forced: control.interrupt(reason: "stopped by a signal, without waiting", force: true)
                case .overdue:
                    console.note("Stopped; 'bot resume' goes on where the run stood.")
                    ExitStatus.interrupted.exitAtOnce()
                }
            }
        defer { watch?.cancel() }
        let conductor = RunConductor(
            log: log, agents: agents, concurrency: settings.concurrency, unknownOutcome: settings.unknownOutcome,
            buying: buying, time: workshop.time, announcer: announcer(for: charter?.issue, under: claim),
            observer: observer,
            control: control,
            gates: gates(under: charter, asking: questions), inboxEvery: .seconds(1),
            digest: { String(SHA256.digest(of: $0).hex.prefix(16)) })
        do {
            let result = try await work(conductor)
            await observer.finish()
            return result
        } catch {
            await observer.finish()
            throw error
        }
    }
}
