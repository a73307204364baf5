import Content
import Core
import Engine
import GitHub
import Service
import Testing

/// An issue as the bot finds it, told in a few words.
struct Situation {
    static let identity = IssueIdentity.github(repository: "acme/posters", number: 12)
    static let now = Timestamp(milliseconds: 1_800_000_000_000)
    static let ada = GitHubActor("ada")
    static let stranger = GitHubActor("Mallory")
    static let bot = GitHubActor("helper[bot]", isBot: true, app: 77)

    var facts: AttentionFacts

    init(
        author: GitHubActor? = ada, labels: [String] = [], isOpen: Bool = true, isPullRequest: Bool = false,
        updatedAt: Timestamp = now, rules: AccessRules = AccessRules()
    ) {
        let issue = Core.Issue(
            identity: Self.identity, title: "Posters", body: "A lighthouse", labels: labels,
            author: author?.login ?? "ghost", url: nil, isOpen: isOpen)
        facts = AttentionFacts(
            thread: ThreadIssue(
                issue: issue, author: author, isPullRequest: isPullRequest, repository: "acme/posters", number: 12,
                createdAt: Self.now + .seconds(-600), updatedAt: updatedAt),
            rules: rules, now: Self.now)
        facts.roles = [
            "ada": RepositoryRole(name: "write", permission: "write"),
            "mallory": RepositoryRole(name: "read", permission: "read"),
        ]
    }

    /// With the label on it, set by somebody a moment ago.
    static func labelled(
        by actor: GitHubActor? = ada, author: GitHubActor? = ada, isOpen: Bool = true, updatedAt: Timestamp = now,
        rules: AccessRules = AccessRules()
    ) -> Situation {
        var situation = Situation(
            author: author, labels: ["Generate"], isOpen: isOpen, updatedAt: updatedAt, rules: rules)
        situation.facts.labelling = ThreadEvent(id: 501, kind: "labeled", label: "Generate", actor: actor, at: now)
        return situation
    }

    /// With one more comment, written just now.
    func saying(
        _ text: String, by author: GitHubActor? = ada, id: Int64 = 901, at time: Timestamp = now, isOwn: Bool = false,
        wasReadBefore: Bool = false
    ) -> Situation {
        var situation = self
        let comment = ThreadComment(id: id, body: text, author: author, createdAt: time, isOwn: isOwn)
        situation.facts.unread.append(UnreadComment(comment, wasReadBefore: wasReadBefore))
        return situation
    }

    /// With a button of its run's check pressed just now.
    func pressing(
        _ identifier: String = "retry_failed", of run: RunID? = runID, by login: String = "ada",
        guid: String = "guid-1",
        at time: Timestamp = now
    ) -> Situation {
        var situation = self
        situation.facts.presses.append(
            UnreadPress(guid: guid, at: time, press: ButtonPress(identifier: identifier, run: run, login: login)))
        return situation
    }

    /// With a run, which began an hour ago and has these gates open since a minute.
    func running(
        _ gates: [Gate] = [], status: RunStatus = .waiting, author: String = "ada", mayApproveOwn: Bool = true,
        made: [(asset: String, attempt: Int, score: Double)] = []
    ) throws -> Situation {
        var situation = self
        situation.facts.run = try Self.run(
            gates, status: status, author: author, mayApproveOwn: mayApproveOwn, made: made)
        return situation
    }

    var acts: [AttentionAct] { AttentionDecider.acts(for: facts) }

    // MARK: What is asked of them

    var letters: [Letter] {
        acts.compactMap { act in
            guard case .deliver(let letter, _, _) = act else { return nil }
            return letter
        }
    }

    var decisions: [Decision] {
        letters.compactMap { letter in
            guard case .decision(let decision) = letter else { return nil }
            return decision
        }
    }

    var said: [String] {
        acts.compactMap { act in
            switch act {
            case .say(_, let text): text
            case .sayPlan(_, let head): head
            default: nil
            }
        }
    }

    var reactions: [Reaction] {
        acts.compactMap { act in
            guard case .react(let reaction, _) = act else { return nil }
            return reaction
        }
    }

    var starts: [RunStart] {
        acts.compactMap { act in
            guard case .start(let start) = act else { return nil }
            return start
        }
    }

    // MARK: Runs

    static let runID = RunStart.run(for: .label(event: 1), at: now + .seconds(-3600), of: identity)

    static func gate(
        _ id: GateID, _ kind: GateKind, _ options: [DecisionKind], shown: String = "0123456789abcdef",
        task: TaskID? = nil
    ) -> Gate {
        Gate(
            id: id, kind: kind, question: "Go on?", task: task, subject: .null, shown: shown, options: options,
            recommendation: "")
    }

    static let approval = gate(
        "approval/deliver", .approval, [.approve, .revise, .reject, .supply, .end], task: "deliver")

    private static func run(
        _ gates: [Gate], status: RunStatus, author: String, mayApproveOwn: Bool,
        made: [(asset: String, attempt: Int, score: Double)]
    ) throws -> RunFacts {
        var brief = Brief(prompt: "A lighthouse", seed: Seed(hashing: "x"), outputPath: "assets/issue-12/")
        brief.count = 2
        let began = now + .seconds(-3600)
        let charter = RunCharter(
            issue: identity, issueTitle: "Posters", issueURL: nil, author: author, brief: brief, workflow: "image",
            requestDigest: "d", estimate: .nothing, budget: nil, createdAt: began, delivery: .null)
        var board = Blackboard(run: runID)
        func apply(_ fact: Event.Fact, at time: Timestamp) {
            board.apply(
                Event(
                    sequence: board.lastSequence + 1, run: runID, time: time, actor: "engine", causation: nil,
                    fact: fact))
        }
        apply(.engine(.runCreated(charter)), at: began)
        for asset in ["01", "02"] {
            let task = PlanTask(id: TaskID("draw/\(asset)"), uses: "image", asset: AssetKey(asset))
            apply(.engine(.taskAdded(task, spawnedBy: nil)), at: began)
        }
        apply(.engine(.taskAdded(PlanTask(id: "deliver", uses: "deliver"), spawnedBy: nil)), at: began)
        apply(.engine(.runStarted), at: began)
        for (asset, attempt, score) in made {
            let key = AssetKey(asset)
            let produced = Asset(
                key: key, attempt: attempt,
                sha256: try #require(SHA256Digest(hex: String(repeating: "\(attempt)", count: 64))),
                mediaType: .png, size: PixelSize(width: 8, height: 8), bytes: 9, provider: "draft", model: "draft",
                prompt: "A lighthouse", seed: brief.seed, cost: .zero, isSigned: false)
            apply(.room(AssetProduced(produced).record), at: began)
            let judgement = Judgement(score: score, verdict: .pass, criteria: [:])
            apply(.room(AssetJudged(key: key, attempt: attempt, judgement: judgement, hash: 1).record), at: began)
        }
        for gate in gates { apply(.engine(.gateOpened(gate)), at: now + .seconds(-60)) }
        if status == .waiting { apply(.engine(.runWaiting(reason: "a person")), at: now + .seconds(-60)) }
        if status == .failed {
            apply(
                .engine(.taskFailed("draw/01", failure: TaskFailure(.permanent, "refused"), spending: .nothing)),
                at: now + .seconds(-60))
        }
        if status.isFinal { apply(.engine(.runFinished(status, reason: "it is over")), at: now + .seconds(-60)) }
        return RunFacts(try #require(board.summary), view: RunView(board), mayApproveOwn: mayApproveOwn)
    }
}
